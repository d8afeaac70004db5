import SignIn
import Testing

@Suite struct PurposeTests {
    @Test("a purpose is a ground that is known, and a file number that can be seen")
    func forms() throws {
        for ground in Purpose.Ground.allCases {
            #expect(try Purpose(parsing: ground.rawValue) == Purpose(ground))
            let filed = try Purpose(ground, reference: "  2026-17: Schröder  ")
            #expect(filed.reference == "2026-17: Schröder")
            #expect(try Purpose(parsing: filed.description) == filed)
        }
        // What joins the blank before it is of the number, and is read again.
        let joined = try Purpose(.complaint, reference: "\u{327}17")
        #expect(try Purpose(parsing: joined.description) == joined)
        #expect(try Purpose(.monitoring, reference: "   ").reference == nil)
        let longest = String(repeating: "x", count: Purpose.referenceCharactersMax)
        #expect(try Purpose(.complaint, reference: longest).reference == longest)
        for bad in [
            "", "fun", "Complaint", "complaint: a\nb", "complaint: \u{202e}", ":",
            "complaint: x" + longest,
        ] {
            #expect(throws: SignInError.purpose) { _ = try Purpose(parsing: bad) }
        }
    }
}
