"""A partner's side that asks for its events, by the page for its developer."""

import requests


class Puller:
    """Keeps a copy; `after` is what it would have in a file beside it."""

    def __init__(self, url, key, endpoint):
        self.url = url
        self.key = key
        self.endpoint = endpoint
        self.begin()
        self.events = []
        self.problems = []

    def begin(self):
        """An empty copy, with no memory of ids and numbers."""
        self.after = None
        self.copy, self.applied, self.seen = {}, {}, set()

    def ask(self, wait=0, limit=100, after=None, timeout=40):
        query = {"endpoint": self.endpoint, "wait": wait, "limit": limit}
        after = after or self.after
        if after:
            query["after"] = after
        with requests.Session() as session:
            session.trust_env = False
            return session.get(
                f"{self.url}/v1/changes", params=query, timeout=timeout,
                headers={"Authorization": f"Bearer {self.key}"})

    def take(self, answer):
        """Applies what an answer carries, and then keeps its place."""
        assert answer.status_code == 200, answer.text
        page = answer.json()
        for item in page["events"]:
            self.apply(item["id"], item["event"])
        self.after = page["next"]
        return page["events"]

    def pull(self, **options):
        return self.take(self.ask(**options))

    def drain(self, limit=100):
        """Asks until there is nothing; how many events came."""
        count = 0
        while events := self.pull(limit=limit):
            count += len(events)
        return count

    def apply(self, event_id, event):
        self.events.append((event_id, event))
        version, record = (event["epoch"], event["n"]), event["data"].get("id")
        verb = event["type"].split(".")[1]
        if verb not in ("shared", "updated", "unshared"):
            return
        if version <= self.applied.get(record, (0, 0)):
            return
        self.applied[record] = version
        if event_id in self.seen:
            return
        self.seen.add(event_id)
        if verb == "unshared":
            self.copy.pop(record, None)
        else:
            self.copy[record] = event["data"]
