"""What a worker says of itself: memory, processor time, connections."""

STATS = {"pool_max": 8, "pool_size": 5, "pool_available": 2, "requests_waiting": 3, "requests_queued": 10}


def test_its_memory_is_a_credible_number_of_bytes(metrics):
    assert 20_000_000 < metrics("process").memory() < 4_000_000_000


def test_the_pool_now_and_what_has_waited_since(metrics, figures, more):
    process = metrics("process").Process()
    process.look_at(STATS)
    process.look_at(STATS | {"requests_queued": 12, "requests_errors": 1, "requests_waiting": 0})
    now = figures()
    assert {row[-1]: now[row] for row in now if row[0] == "newsroom_pool_connections"} == {"idle": 2, "used": 3}
    assert (now["newsroom_pool_connections_most",], now["newsroom_pool_waiting",]) == (8, 0)
    assert (more()["newsroom_pool_waited_total",], more()["newsroom_pool_refused_total",]) == (12, 1)


def test_processor_time_only_grows_by_what_was_used(metrics, more):
    process = metrics("process").Process()
    process.look()
    first = more()["newsroom_process_cpu_seconds_total",]
    sum(range(3_000_000))
    process.look()
    assert first < more()["newsroom_process_cpu_seconds_total",] < first + 5
