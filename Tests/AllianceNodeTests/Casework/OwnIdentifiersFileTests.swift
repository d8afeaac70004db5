import AllianceNode
import Statements
import Testing

@Suite struct OwnIdentifiersFileTests {
    @Test("a row of kind complete is about a marketplace, all others are about an identifier")
    func complete() throws {
        let text = """
            kind,value,whose
            domain,verel.example,our shop
            complete,market,
            complete,market.de,since 2026

            """
        let file = try OwnIdentifiersFile(parsing: Array(text.utf8), path: "own.csv")
        #expect(file.rows.map(\.whose) == ["our shop"])
        #expect(file.completeAt.map(\.rawValue).sorted() == ["market", "market.de"])
    }

    @Test(
        "a marketplace that is none is told with its line",
        arguments: ["complete,,", "complete,Mark et,", "completed,market,"])
    func wrong(row: String) {
        let bytes = Array("kind,value,whose\ndomain,verel.example,\n\(row)\n".utf8)
        #expect {
            try OwnIdentifiersFile(parsing: bytes, path: "own.csv")
        } throws: {
            "\($0)".contains("line 3")
        }
    }
}
