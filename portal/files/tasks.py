"""Scanning in the background."""

from celery import shared_task

from portal.files import scan_waiting_files as scanning


@shared_task
def scan_waiting_files() -> None:
    scanning.scan_waiting_files()
