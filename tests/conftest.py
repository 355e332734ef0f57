pytest_plugins = ["tests.plugins.database", "tests.plugins.browser", "tests.cast"]
