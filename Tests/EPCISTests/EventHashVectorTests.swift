import EPCIS
import Foundation
import Testing

/// The hashes of RalphTro/epcis-event-hash-generator.
@Suite(.enabled(if: Vectors.arePresent, "the vectors of epcis-event-hash are not there"))
struct EventHashVectorTests {
    @Test(
        "every JSON-LD document gives the published hashes",
        arguments: Vectors.files("examples", ".jsonld"))
    func published(file: String) throws {
        let expected = try Vectors.lines(
            "examples/" + file.replacing(".jsonld", with: ".hashes"))
        #expect(try Self.hashes("examples/" + file) == expected)
    }

    @Test("43 of the 63 published hashes are reached through JSON-LD")
    func count() throws {
        let counts = try Vectors.files("examples", ".jsonld").map {
            try Self.hashes("examples/" + $0).count
        }
        #expect(counts.reduce(0, +) == 43)
    }

    @Test(
        "events that must be equal have one hash",
        arguments: Vectors.files("expected_equal", ".json"))
    func equal(file: String) throws {
        let hashes = try Self.hashes("expected_equal/" + file)
        #expect(hashes.count > 1)
        #expect(Set(hashes).count == 1)
    }

    private static func hashes(_ path: String) throws -> [String] {
        try EPCISDocumentReader.read(try Vectors.bytes(path)).map { item in
            switch item.result {
            case .event(let event): event.hash.description
            case .refused(let error): "\(error)"
            }
        }
    }
}
