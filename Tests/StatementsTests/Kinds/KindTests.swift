import AllianceNames
import Foundation
import Statements
import SwiftProtobuf
import Testing

@Suite("Of the kinds of statement")
struct KindTests {
    private func keyword(of wire: some Message, as kind: EntryKind) -> String? {
        do {
            _ = try Statement.decode(kind: kind, payload: wire.serializedBytes())
            return nil
        } catch {
            return (error as? StatementError)?.keyword
        }
    }

    @Test("a link is the same in either order, and never of one thing with itself")
    func links() throws {
        let a = try Indicator(.domain, parsing: "a.example")
        let b = try Indicator(.phone, parsing: "+4930123456")
        let link = try OperatorLink(a, b, basis: .inspection)
        #expect(try OperatorLink(b, a, basis: .inspection) == link)
        #expect(link.a < link.b)
        #expect(throws: StatementError.self) { try OperatorLink(a, a, basis: .inspection) }
        var wire = WireLink()
        wire.aType = 1
        wire.aValue = "A.example"
        wire.bType = 1
        wire.bValue = "a.example."
        wire.basis = .inspection
        wire.tlp = .clear
        #expect(keyword(of: wire, as: .link) == "field-form")
    }

    @Test("a sighting counts at least one, at most 2^48, and ends after it began")
    func sightings() {
        var wire = WireSight()
        wire.indicatorType = 1
        wire.indicatorValue = "shop.example"
        for (total, expected) in [
            (0, "field-range"), (1, nil), (Sighting.totalMax, nil),
            (Sighting.totalMax + 1, "field-range"),
        ] {
            wire.total = total
            #expect(keyword(of: wire, as: .sight) == expected)
        }
        wire.total = 1
        wire.postedTotal = 1
        #expect(keyword(of: wire, as: .sight) == nil)
        wire.postedTotal = 2
        #expect(keyword(of: wire, as: .sight) == "field-range")
        wire.postedTotal = 0
        wire.firstSeenMs = 2
        wire.lastSeenMs = 1
        #expect(keyword(of: wire, as: .sight) == "field-range")
    }

    @Test("a snapshot is of one product, has two digests, and a bounded file")
    func snapshots() {
        var wire = WireSerialSnapshot()
        wire.gtin14 = "04006381333931"
        wire.fileSha256 = Data(repeating: 1, count: 32)
        wire.fileBytes = 1
        wire.itemCount = 1
        wire.keySha256 = Data(repeating: 2, count: 32)
        #expect(keyword(of: wire, as: .serialSnapshot) == nil)
        let changes: [((inout WireSerialSnapshot) -> Void, String?)] = [
            ({ $0.codeScheme = "chip" }, "field-form"), ({ $0.gtin14 = "" }, "field-missing"),
            ({ ($0.gtin14, $0.codeScheme) = ("", "chip") }, nil),
            ({ $0.fileSha256.removeLast() }, "field-form"),
            ({ $0.keySha256 = Data() }, "field-form"), ({ $0.fileBytes = 0 }, "field-range"),
            ({ $0.fileBytes = PublishedSnapshot.fileBytesMax }, nil),
            ({ $0.fileBytes = PublishedSnapshot.fileBytesMax + 1 }, "field-range"),
            ({ $0.itemCount = 0 }, "field-range"), ({ $0.expiresMs = .max }, "field-range"),
        ]
        for (position, (change, expected)) in changes.enumerated() {
            var changed = wire
            change(&changed)
            #expect(keyword(of: changed, as: .serialSnapshot) == expected, "change \(position)")
        }
    }

    @Test("a right has one key however its number is set")
    func rightKeys() {
        for number in ["018012345", "018 012 345", "018-012-345", "018.012/345"] {
            let right = Right(
                kind: .trademark, office: "EM", registrationNumber: number, title: "A",
                jurisdictions: ["EM"])
            #expect(right.key == "EM/018012345")
        }
    }

    @Test("a right is refused with an unknown office, class or empty number")
    func rights() {
        var wire = WireRight()
        wire.kind = .trademark
        wire.office = "EM"
        wire.registrationNumber = "1"
        wire.title = "A"
        #expect(keyword(of: wire, as: .right) == nil)
        for office in ["", "em", "EMX", "E1"] {
            wire.office = office
            #expect(keyword(of: wire, as: .right) == "field-form")
        }
        wire.office = "EM"
        wire.niceClass = [45]
        #expect(keyword(of: wire, as: .right) == nil)
        for wrong: UInt32 in [0, 46] {
            wire.niceClass = [wrong]
            #expect(keyword(of: wire, as: .right) == "field-range")
        }
        wire.niceClass = []
        wire.registrationNumber = "--"
        #expect(keyword(of: wire, as: .right) == "field-form")
        wire.registrationNumber = "1"
        wire.alias = [
            .with {
                $0.language = "de_DE"; $0.name = "x"
            }
        ]
        #expect(keyword(of: wire, as: .right) == "field-form")
    }

    @Test("a product has a GTIN with a right check digit or a scheme, never both")
    func products() {
        var wire = WireRegisterProduct()
        wire.brand = "Aurum"
        wire.serialisation = .none
        #expect(keyword(of: wire, as: .registerProduct) == "field-missing")
        wire.gtin14 = "04006381333931"
        #expect(keyword(of: wire, as: .registerProduct) == nil)
        wire.codeScheme = "chip"
        #expect(keyword(of: wire, as: .registerProduct) == "field-form")
        wire.codeScheme = ""
        wire.gtin14 = "04006381333932"
        #expect(keyword(of: wire, as: .registerProduct)?.contains("gtin") == true)
        wire.gtin14 = "04006381333931"
        wire.imageSha256 = [.init(repeating: 0, count: 31)]
        #expect(keyword(of: wire, as: .registerProduct) == "field-form")
    }

    @Test("a retraction names 1 to 1,024 dots of logs whose names are right")
    func retractions() throws {
        func wire(_ count: Int, origin: String = "a/alliance/b/e1") -> WireRetract {
            .with { retract in
                retract.dots = [
                    .with {
                        $0.origin = origin
                        $0.index = (0..<UInt64(count)).map { $0 }
                    }
                ]
            }
        }
        #expect(keyword(of: wire(0), as: .retract) == "field-missing")
        #expect(keyword(of: wire(Retraction.dotsMax), as: .retract) == nil)
        #expect(keyword(of: wire(Retraction.dotsMax + 1), as: .retract) == "field-count")
        #expect(keyword(of: wire(1, origin: "a/b/c"), as: .retract) == "name-origin")
    }

    @Test("a marking reads both versions of the Traffic Light Protocol, and orders by narrowness")
    func markings() {
        #expect(TLP(name: "TLP:WHITE") == .clear)
        #expect(TLP(name: "tlp:amber+strict") == .amberStrict)
        #expect(TLP(name: "purple") == nil)
        #expect(TLP.allCases.sorted() == [.clear, .green, .amber, .amberStrict, .red])
        for tlp in TLP.allCases { #expect(TLP(name: tlp.name) == tlp) }
    }
}
