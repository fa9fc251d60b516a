"""A bucket of a local S3 server, as FILES_S3_BUCKET would name it."""

import os
from unittest.mock import patch

import pytest
from moto.server import ThreadedMotoServer

from portal.config.environment import file_storage

BUCKET = "handed-in"
KEYS = {"FILES_S3_ACCESS_KEY": "test", "FILES_S3_SECRET_KEY": "test", "FILES_S3_REGION": "eu-central-1"}


@pytest.fixture(scope="session")
def s3_server() -> str:
    """Its address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_server, settings):
    """Files go to an empty bucket, by the portal's own settings; returns boto3's client of it."""
    named = {"FILES_S3_BUCKET": BUCKET, "FILES_S3_ENDPOINT": s3_server, **KEYS}
    with patch.dict(os.environ, named):
        storage = file_storage()
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    from django.core.files.storage import default_storage

    client = default_storage.connection.meta.client
    place = {"LocationConstraint": KEYS["FILES_S3_REGION"]}
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=place)
    yield client
    for begun in client.list_multipart_uploads(Bucket=BUCKET).get("Uploads", []):
        client.abort_multipart_upload(Bucket=BUCKET, Key=begun["Key"], UploadId=begun["UploadId"])
    for key in keys(client):
        client.delete_object(Bucket=BUCKET, Key=key)
    client.delete_bucket(Bucket=BUCKET)


def keys(client) -> list[str]:
    """The names of what the bucket holds."""
    return [each["Key"] for each in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def begun(client) -> list[str]:
    """Of what was begun in parts and is neither put together nor given up."""
    return [each["Key"] for each in client.list_multipart_uploads(Bucket=BUCKET).get("Uploads", [])]
