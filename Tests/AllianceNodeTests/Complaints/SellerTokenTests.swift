import AllianceNames
import AllianceNode
import Credentials
import Foundation
import Statements
import Testing

@Suite struct SellerTokenTests {
    private static let folder = FileManager.default.temporaryDirectory

    private static func key() throws -> (key: ComplaintKey, certs: CertsFolder) {
        let path = folder.appending(path: "complaint-key-\(UUID().uuidString)").path()
        let certs = HomeFolder(path).certs
        try DurableFile.makeFolder(path)
        try DurableFile.makeFolder(certs.path)
        return (try ComplaintKey(of: certs), certs)
    }

    private static func token(_ places: [Int] = [0, 7, 8, 299]) throws -> SellerToken {
        SellerToken(
            complaint: EntryReference(
                origin: try LogOrigin(parsing: "test.example/desk-aurum/aurum/e1"), index: 1 << 39),
            places: places, endsAt: 1_790_000_000_000)
    }

    @Test("what a link is made for is read back, for any listings")
    func roundTrip() throws {
        let (key, _) = try Self.key()
        for places in [[0], [299], [7, 8], Array(0..<300)] {
            let token = try Self.token(places)
            #expect(SellerToken(token.text(under: key), under: key) == token)
            #expect(token.text(under: key).utf8.count <= SellerToken.charactersMax)
        }
    }

    @Test("a link that was changed anywhere, cut, or made under another key is none")
    func tampered() throws {
        let (key, _) = try Self.key()
        let text = try Self.token().text(under: key)
        for place in text.indices {
            var changed = text
            let other: Character = text[place] == "A" ? "B" : "A"
            changed.replaceSubrange(place...place, with: [other])
            #expect(SellerToken(changed, under: key) == nil)
        }
        for count in 0..<text.count {
            #expect(SellerToken(String(text.prefix(count)), under: key) == nil)
        }
        for wrong in [text + "A", text + "=", "\(text)\n", String(repeating: "A", count: 5_000)] {
            #expect(SellerToken(wrong, under: key) == nil)
        }
        #expect(SellerToken(text, under: try Self.key().key) == nil)
    }

    @Test("the key is the node's for ever, and for its user alone")
    func key() throws {
        let (key, certs) = try Self.key()
        let again = try ComplaintKey(of: certs)
        #expect(key.decider("anna") == again.decider("anna"))
        #expect(key.decider("anna") != key.decider("ben"))
        let other = try Self.key().key
        #expect(key.decider("anna") != other.decider("anna"))
        let isHex = key.decider("anna").allSatisfy { $0.isHexDigit }
        #expect(isHex)
        let mode = try FileManager.default.attributesOfItem(atPath: certs.complaintKey)[
            .posixPermissions]
        #expect(mode as? Int == 0o600)
        try DurableFile.write([1], to: certs.complaintKey, mode: .secret, replacing: true)
        #expect(throws: CredentialsError.self) { try ComplaintKey(of: certs) }
    }
}
