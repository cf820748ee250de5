"""Where the network runs, as a user says it; the benchmark of the network."""


from conftest import run


def test_gpu_that_is_not_there_is_refused_by_its_setting(tmp_path):
    ended = run("quantify", "-o", "out", cwd=tmp_path, LUNGBURDEN_DEVICE="cuda:99")
    assert ended.returncode == 2
    assert "LUNGBURDEN_DEVICE" in ended.stderr and "cuda:99" in ended.stderr
    assert "\tat " not in ended.stdout + ended.stderr
    assert not list((tmp_path / "out").glob("*"))


def test_benchmark_prints_a_table(tmp_path):
    ended = run("bench", "inference", "--short", "--runs", "1", "--device", "cpu", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    head, rule, row = [line.split("|")[1:-1] for line in ended.stdout.splitlines()]
    assert len(head) == len(rule) == len(row)
    told = dict(zip((name.strip() for name in head), (value.strip() for value in row)))
    assert told["device"] == "cpu" and told["precision"] == "float32" and told["slices a call"] == "8"
    assert float(told["s"]) > 0 and float(told["ratio"]) == 1
    assert 300 < int(told["peak MiB"]) < 4096


def test_row_of_the_benchmark_refuses_nonsense(tmp_path):
    ended = run("bench-inference", "--threads", "0", cwd=tmp_path)
    assert ended.returncode == 2 and "--threads" in ended.stderr
    assert "bench-inference" not in run("help", cwd=tmp_path).stdout
