import EPCIS
import Foundation
import Testing

/// The hashes of RalphTro/epcis-event-hash-generator.
@Suite(.enabled(if: Vectors.arePresent, "the vectors of epcis-event-hash are not there"))
struct EventHashVectorTests {
    private static let documents = ["examples"].flatMap {
        Vectors.files($0, ".jsonld") + Vectors.files($0, ".xml")
    }

    @Test("every document gives the published hashes, in JSON-LD and in XML", arguments: documents)
    func published(file: String) throws {
        let name = file.replacing(".jsonld", with: "").replacing(".xml", with: "")
        let expected = try Vectors.lines("examples/\(name).hashes")
        #expect(try Self.hashes("examples/" + file) == expected)
    }

    @Test("all 63 published hashes in 28 files are reached, 43 of them through JSON-LD")
    func count() throws {
        func total(_ files: [String]) throws -> Int {
            try files.map { try Self.hashes("examples/" + $0).count }.reduce(0, +)
        }
        let json = Vectors.files("examples", ".jsonld")
        let xmlOnly = Vectors.files("examples", ".xml").filter {
            !json.contains($0.replacing(".xml", with: ".jsonld"))
        }
        #expect(json.count + xmlOnly.count == 28)
        #expect(try total(json) == 43)
        #expect(try total(xmlOnly) == 20)
    }

    @Test(
        "events that must be equal have one hash",
        arguments: Vectors.files("expected_equal", ".json")
            + Vectors.files("expected_equal", ".xml"))
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
