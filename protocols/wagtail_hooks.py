"""What the admin knows of agreements and organisations."""
