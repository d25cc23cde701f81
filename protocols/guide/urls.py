from django.urls import path

from protocols.guide import views

# Under /information-sharing/when-to-review/.
urlpatterns = [
    path("", views.when_to_review, name="when_to_review"),
    path("guide/", views.guide, name="when_to_review_guide"),
]
