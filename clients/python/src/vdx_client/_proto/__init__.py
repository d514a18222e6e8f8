"""Messages of proto/vdx/v1, made by `clients/python/make`."""
