"""PYTHONPATH=clients/python python3 -m unittest discover -s clients/python/tests"""

import gzip
import json
import logging
import threading
import unittest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import plumbline


class Intake:
    """Answers as the intake does (docs/intake.md), by a plan of statuses; 202 when the plan is over."""

    def __init__(self, *plan):
        self.plan = list(plan)
        self.stored = []
        self.headers = []
        intake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                lines = [json.loads(line) for line in gzip.decompress(body).split(b"\n")]
                intake.headers.append(dict(self.headers))
                status = intake.plan.pop(0) if intake.plan else 202
                answer = {"accepted": len(lines)}
                bad = [n for n, line in enumerate(lines) if "model" not in line]
                if status == 202 and bad:
                    status = 400
                    answer = {"problems": [{"record": n, "field": "model", "reason": "is missing"} for n in bad]}
                if status == 202:
                    intake.stored += [(self.path, line) for line in lines]
                self.send_response(status)
                self.send_header("Retry-After", "0")
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = "http://127.0.0.1:%d/" % self.server.server_port

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class ClientTest(unittest.TestCase):
    def setUp(self):
        logging.getLogger("plumbline").setLevel(logging.ERROR)

    def test_sends_requests_and_outcomes_in_batches(self):
        with Intake() as intake:
            client = plumbline.Client(intake.url, "t" * 32, batch=100)
            ids = [client.log({"model": "loans", "n": n}) for n in range(250)]
            client.label(ids[0], "loans", "approved")
            self.assertTrue(client.flush(10))
            self.assertEqual([line["n"] for path, line in intake.stored[:250]], list(range(250)))
            self.assertEqual([line["requestId"] for _, line in intake.stored[:250]], ids)
            self.assertEqual(len(set(ids)), 250)
            path, outcome = intake.stored[250]
            self.assertEqual((path, outcome["kind"], outcome["requestId"]), ("/v1/outcomes", "label", ids[0]))
            self.assertLessEqual(len(intake.headers), 6)
            self.assertEqual(intake.headers[0]["Authorization"], "Bearer " + "t" * 32)
            self.assertEqual(client.counts, plumbline.Counts(stored=251))
            client.close()

    def test_sends_again_until_stored(self):
        with Intake(503, 429) as intake:
            client = plumbline.Client(intake.url, linger_seconds=0)
            client.log({"model": "loans", "requestId": "a"})
            self.assertTrue(client.flush(20))
            self.assertEqual([line["requestId"] for _, line in intake.stored], ["a"])
            self.assertEqual(len(intake.headers), 3)
            client.close()

    def test_leaves_out_what_is_refused(self):
        with Intake() as intake:
            client = plumbline.Client(intake.url)
            client.log({"requestId": "no model"})
            client.log({"model": "loans", "requestId": "good"})
            self.assertTrue(client.flush(10))
            self.assertEqual([line["requestId"] for _, line in intake.stored], ["good"])
            self.assertEqual(client.counts, plumbline.Counts(stored=1, refused=1))
            client.close()

    def test_sends_less_at_once_when_too_large(self):
        with Intake(413) as intake:
            client = plumbline.Client(intake.url)
            for n in range(5):
                client.log({"model": "loans", "n": n})
            self.assertTrue(client.flush(10))
            self.assertEqual([line["n"] for _, line in intake.stored], list(range(5)))
            client.close()

    def test_does_not_ask_for_ever_when_no_token_fits(self):
        with Intake(401) as intake:
            client = plumbline.Client(intake.url)
            client.log({"model": "loans"})
            self.assertTrue(client.flush(10))
            self.assertEqual(client.counts, plumbline.Counts(refused=1))
            client.close()

    def test_drops_and_counts_when_the_queue_is_full(self):
        client = plumbline.Client("http://127.0.0.1:1", most_waiting=10, flush_seconds=0)
        for n in range(100):
            client.log({"model": "loans", "n": n})
        self.assertGreaterEqual(client.counts.dropped, 80)
        client.close()

    def test_monitors_a_predict_function(self):
        with Intake() as intake:
            plumbline.configure(intake.url)

            @plumbline.monitor(
                lambda label, sex: {"model": "loans", "attributes": {"sex": sex}, "prediction": {"label": label}}
            )
            def predict(sex):
                return "approved"

            @plumbline.monitor(lambda label: {}["missing"])
            def broken():
                return "declined"

            self.assertEqual(predict("female"), "approved")
            self.assertEqual(broken(), "declined")
            self.assertTrue(plumbline.flush(10))
            self.assertEqual(len(intake.stored), 1)
            self.assertEqual(intake.stored[0][1]["attributes"], {"sex": "female"})
            plumbline.default().close()


if __name__ == "__main__":
    unittest.main()
