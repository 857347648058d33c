"""The book's own Sphinx extensions, one file each, named in `_config.yml`."""
