pytest_plugins = ["tests.cast", "tests.plugins.browser"]
