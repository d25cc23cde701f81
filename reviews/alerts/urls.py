from django.urls import path

from reviews.alerts import views

urlpatterns = [
    path("", views.alerts, name="alerts"),
    path("sent/", views.sent, name="alerts_sent"),
    path("confirm/<str:token>/", views.confirm, name="alerts_confirm"),
    path("leave/<str:token>/", views.leave, name="alerts_leave"),
    path("new/<int:pk>/", views.new, name="alerts_new"),
]
