"""The site's figures for Prometheus, at /metrics, when METRICS_ALLOWED or METRICS_TOKEN is given.

Otherwise nothing of this package is imported: it costs nothing. `door` stands before Django and shows the figures;
`requests` counts; `process` and `site` are looked at now and then; `files` joins what the workers have counted.
"""
