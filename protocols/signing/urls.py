from django.urls import path, re_path

from protocols.signing import link_views, views

urlpatterns = [
    path("", views.begin, name="sign_begin"),
    re_path(r"^(?P<name>organisation|approver|authority)/$", views.step, name="sign_step"),
    path("check/", views.check, name="sign_check"),
    path("sent/", views.sent, name="sign_sent"),
    path("sent/again/", views.send_again, name="sign_send_again"),
    path("done/", views.done, name="sign_done"),
    path("done/copy/", views.copy, name="sign_copy"),
    path("exit/", views.leave, name="sign_exit"),
    path("link/<str:token>/", link_views.link, name="sign_link"),
    path("link/<str:token>/again/", link_views.send_again, name="sign_link_again"),
    re_path(
        r"^link/(?P<token>[^/]+)/(?P<name>delegate|decline|wrong-name)/$",
        link_views.other_answer,
        name="sign_other_answer",
    ),
]
