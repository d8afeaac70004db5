import AllianceNames
import Testing

@Suite struct LogOriginTests {
    @Test("an origin of four segments prints what was parsed")
    func roundTrip() throws {
        let text = "ipacc.example/luxury/lv-paris.2/e12"
        let origin = try LogOrigin(parsing: text)
        #expect(origin.description == text)
        #expect(origin.epoch.number == 12)
    }

    @Test(
        "an origin that is not exactly four well-formed segments is refused",
        arguments: [
            "", "a/b/c", "a/b/c/e1/", "/b/c/e1", "a/b/c/e0", "a/b/c/e01", "a/b/c/1", "a/b/c/e+1",
            "A/b/c/e1", "a/b c/c/e1", "a/../c/e1", "-a/b/c/e1", "a/b/c/e4294967296",
        ])
    func refusals(text: String) {
        #expect(throws: NameError.self) { try LogOrigin(parsing: text) }
    }

    @Test("an identifier of 63 bytes is taken and one of 64 refused")
    func longest() throws {
        _ = try MemberID(parsing: String(repeating: "a", count: identifierBytesMax))
        #expect(throws: NameError.self) {
            try MemberID(parsing: String(repeating: "a", count: identifierBytesMax + 1))
        }
    }

    @Test("epochs sort by number, not by text")
    func order() throws {
        let origins = try ["a/c/m/e10", "a/c/m/e9", "a/b/z/e1"].map { try LogOrigin(parsing: $0) }
        #expect(origins.sorted().map(\.description) == ["a/b/z/e1", "a/c/m/e9", "a/c/m/e10"])
    }
}
