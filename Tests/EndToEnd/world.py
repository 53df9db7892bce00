"""A small enterprise, made through the API."""


class World:
    """The enterprise's sales department with people in it, and dealers that see it by a rule."""

    def __init__(self, gateway):
        self.gateway = gateway
        self.brand = gateway.client()
        self.chain = self.brand.post("/v1/chains", {"code": "dealers", "name": "Dealers 经销商"})
        self.region = self.brand.post(
            "/v1/groups", {"chain": self.chain["id"], "code": "east", "name": "华东"})
        self.sales = self.brand.post("/v1/departments", {"code": "sales", "name": "Sales 销售部"})
        self.hidden = self.brand.post("/v1/departments", {"code": "lab", "name": "Laboratory"})
        self.contacts = []

    def dealer(self, code, grouped=True):
        """A linked, active dealer and its own client."""
        partner = self.brand.post(
            "/v1/partners", {"code": code, "name": f"Dealer {code}", "kind": "dealer"})
        self.brand.post("/v1/memberships", {
            "chain": self.chain["id"], "partner": partner["id"],
            "groups": [self.region["id"]] if grouped else []})
        self.brand.act(f"/v1/partners/{partner['id']}/activate")
        key = self.brand.post("/v1/keys", {"party": partner["id"], "name": f"{code} admin"})
        return partner, self.gateway.client(key["key"])

    def contact(self, code, name="张伟", department=None, **fields):
        contact = self.brand.post("/v1/contacts", {
            "code": code, "name": name,
            "departments": [{"department": (department or self.sales)["id"]}], **fields})
        self.contacts.append(contact)
        return contact

    def rule(self, code="sales-to-east", seen_by=None, **levels):
        return self.brand.post("/v1/rules", {
            "code": code, "effect": "allow",
            "seen": {"departments": [self.sales["id"]]},
            "seen_by": seen_by or {"groups": [self.region["id"]]},
            "fields": {"classes": levels or {
                "public": "clear", "business": "clear", "personal": "masked"}}})

    def endpoint(self, client, receiver, code="hook", **members):
        return client.post("/v1/endpoints", {
            "code": code, "url": receiver.url, "checkpoint_digest": True, **members})
