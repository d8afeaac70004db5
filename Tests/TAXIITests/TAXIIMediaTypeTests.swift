import TAXII
import Testing

@Suite struct TAXIIMediaTypeTests {
    @Test(
        "answers go to who accepts them, also without a version",
        arguments: [
            (nil, true), ("", true), ("*/*", true), ("application/*", true),
            ("application/taxii+json", true), ("application/taxii+json;version=2.1", true),
            ("application/taxii+json; version=\"2.1\"", true),
            ("text/html, application/taxii+json;version=2.1;q=0.5", true),
            ("application/taxii+json;version=2.0", false), ("text/html", false),
            ("application/taxii+json;q=0", false), ("application/taxii+json;q=0.0", false),
            ("application/json", false), ("taxii", false),
        ])
    func accepted(header: String?, isAccepted: Bool) {
        #expect(TAXIIMediaType.isAccepted(header) == isAccepted)
    }

    @Test(
        "a body has to say that it is TAXII, and of no other version",
        arguments: [
            (nil, false), ("application/taxii+json;version=2.1", true),
            ("application/taxii+json", true), ("Application/TAXII+json; Version=2.1", true),
            ("application/taxii+json;version=2.0", false), ("application/json", false),
        ])
    func read(header: String?, isRead: Bool) {
        #expect(TAXIIMediaType.isRead(header) == isRead)
    }
}
