from django.conf import settings

from wufaan.celery import app


def test_beat_calls_tasks_that_there_are():
    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)


def test_the_year_starts_on_the_first_of_november_at_night_in_shanghai():
    (entry,) = (
        entry
        for entry in settings.CELERY_BEAT_SCHEDULE.values()
        if entry["task"] == "evaluation.start_year"
    )
    schedule = entry["schedule"]
    assert (schedule.month_of_year, schedule.hour, schedule.minute) == ({11}, {2}, {0})
    assert 1 in schedule.day_of_month
    assert app.conf.timezone == "Asia/Shanghai"


def test_a_lost_message_comes_back_only_after_its_task_must_have_ended():
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    assert options["visibility_timeout"] > settings.CELERY_TASK_TIME_LIMIT
    assert settings.CELERY_TASK_ACKS_LATE
    assert settings.CELERY_TASK_REJECT_ON_WORKER_LOST
    assert settings.CELERY_WORKER_PREFETCH_MULTIPLIER == 1
