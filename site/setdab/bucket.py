"""The confidential storage on S3. Apart from ``storage`` so that boto3 is loaded only where it is used."""

from typing import NoReturn

from botocore.exceptions import ClientError
from storages.backends.s3 import S3Storage

from setdab.storage import SIGNED_ADDRESS_SECONDS, Fingerprint


class ConfidentialBucket(S3Storage):
    """A private bucket. Only ``signed_address`` makes an address, so that none is made in passing."""

    def url(self, *args: object, **kwargs: object) -> NoReturn:
        raise ValueError("A confidential file has no public address.")

    def signed_address(
        self, name: str, *, disposition: str, content_type: str, method: str = "GET"
    ) -> str:
        """For a minute, and for what the ledger was asked about. S3 sends the headers named here."""
        return super().url(
            name,
            parameters={
                "ResponseContentDisposition": disposition,
                "ResponseContentType": content_type,
                "ResponseCacheControl": "no-store",
            },
            expire=SIGNED_ADDRESS_SECONDS,
            http_method=method,
        )

    def fingerprint(self, name: str) -> Fingerprint:
        """Raises ``FileNotFoundError`` where there is none."""
        try:
            found = self.connection.meta.client.head_object(Bucket=self.bucket_name, Key=name)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                raise FileNotFoundError(name) from error
            raise
        mark = (self.endpoint_url, self.bucket_name, name, found["ContentLength"], found["ETag"])
        # The ETag is made of the bytes, so it needs no time to settle.
        return Fingerprint(mark, lasting=True)
