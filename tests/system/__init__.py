"""The site as it is served: processes, sockets, a database on the disk."""
