"""Of a file in a remote storage, no more is fetched than the part that is asked for."""

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import override_settings
from moto import mock_aws

from usage.storage import local_path, open_part, stored_under

S3 = {
    "BACKEND": "storages.backends.s3.S3Storage",
    "OPTIONS": {"bucket_name": "usage", "region_name": "us-east-1"},
}


@pytest.fixture
def bucket(monkeypatch, settings):
    """An S3 bucket as the default storage, and the ranges that were asked of it."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="usage")
        with override_settings(STORAGES={**settings.STORAGES, "default": S3}):
            asked = []
            default_storage.connection.meta.client.meta.events.register(
                "before-call.s3.GetObject",
                lambda params, **rest: asked.append(params["headers"].get("Range")),
            )
            yield asked


def test_a_part_of_a_remote_file(bucket):
    default_storage.save("a/b/lines.csv", ContentFile(b"0123456789"))
    with open_part(name="a/b/lines.csv", offset=3, length=4) as part:
        assert part.read(100) == b"3456"
    assert bucket == ["bytes=3-6"]


def test_a_part_of_a_file_of_our_own():
    name = default_storage.save("a/b/lines.csv", ContentFile(b"0123456789"))
    with open_part(name=name, offset=3, length=4) as part:
        assert part.read(4) == b"3456"


def test_a_remote_file_is_fetched_once(bucket, tmp_path):
    default_storage.save("a/b/rows.parquet", ContentFile(b"rows"))
    path = local_path(name="a/b/rows.parquet", folder=tmp_path)
    assert (path.parent, path.read_bytes()) == (tmp_path, b"rows")
    assert local_path(name="a/b/rows.parquet", folder=tmp_path) == path
    assert len(bucket) == 1


def test_the_files_of_a_folder_that_is_not_there(bucket):
    assert stored_under(place="usage/1/2") == []
    default_storage.save("usage/1/2/1-ab/rows-0.parquet", ContentFile(b"rows"))
    assert stored_under(place="usage/1/2") == ["usage/1/2/1-ab/rows-0.parquet"]
