from django.urls import path

from incidents.views import queue

urlpatterns = [
    path("office/queue/", queue.queue, name="queue"),
    path("office/queue/next/", queue.next_incident, name="queue-next"),
    path("office/queue/<int:pk>/", queue.queue_incident, name="queue-incident"),
    path("office/queue/withdrawals/<int:pk>/", queue.withdrawal, name="withdrawal"),
    path("office/incidents/<int:pk>/determination/", queue.determine_again, name="determine-again"),
]
