import EPCIS
import GS1
import Testing

@Suite struct CanonicalIdentifierTests {
    @Test(
        "every scheme of EPC has its Digital Link",
        arguments: [
            ("urn:epc:id:sgtin:9521234.000001.A%2FB", "/01/09521234000013/21/A%2FB"),
            ("urn:epc:id:sgtin:952123400001.0.1", "/01/09521234000013/21/1"),
            ("urn:epc:id:sgtin:9521234.100001.(1)", "/01/19521234000010/21/%281%29"),
            ("urn:epc:id:sscc:9521234.0000000001", "/00/095212340000000013"),
            ("urn:epc:id:sgln:9521234.00001.0", "/414/9521234000013"),
            ("urn:epc:id:sgln:9521234.00001.7", "/414/9521234000013/254/7"),
            ("urn:epc:id:pgln:9521234.00001", "/417/9521234000013"),
            ("urn:epc:id:grai:9521234.00001.5", "/8003/095212340000135"),
            ("urn:epc:id:giai:9521234.X", "/8004/9521234X"),
            ("urn:epc:id:gdti:9521234.00001.5", "/253/95212340000135"),
            ("urn:epc:class:lgtin:9521234.000001.L1", "/01/09521234000013/10/L1"),
            ("urn:epc:idpat:sgtin:9521234.000001.*", "/01/09521234000013"),
            (
                "https://brand.example/stem/01/9521234000013/10/L/21/A?17=270101",
                "/01/09521234000013/21/A"
            ),
            ("http://brand.example/gtin/09521234000013/cpv/V/lot/L#x", "/01/09521234000013/10/L"),
            ("https://brand.example/01/x/01/09521234000013/21/A", "/01/09521234000013/21/A"),
            (
                "https://brand.example/01/09521234000013/21/AB!(1)&*+,:",
                "/01/09521234000013/21/AB%21%281%29%26%2A%2B%2C%3A"
            ),
        ])
    func canonical(uri: String, path: String) {
        #expect(CanonicalIdentifier.digitalLink(of: uri) == "https://id.gs1.org" + path)
    }

    @Test(
        "what only looks like a number stays as it is",
        arguments: [
            "", "urn:epc:id:sgtin:9521234.00001.A", "urn:epc:id:sgtin:9521234.000001.",
            "urn:epc:id:sgtin:9521234.000001.A/B", "urn:epc:id:sgtin:95x1234.000001.A",
            "urn:epc:id:sgtin:9521234.000001.%2",
            "urn:epc:id:sgtin:9521234.000001.123456789012345678901",
            "urn:epc:id:other:9521234.1", "https://brand.example/01/123/21/A",
            "https://brand.example/about", "https://brand.example/01/09521234000013/99/A",
            "https:///01/09521234000013",
        ])
    func others(uri: String) {
        #expect(CanonicalIdentifier.digitalLink(of: uri) == nil)
    }

    @Test("an item's number is a GTIN with a serial, read through every form")
    func items() throws {
        let first = try #require(ItemNumber("urn:epc:id:sgtin:9521234.000001.A%2FB"))
        #expect(first.gtin.digits14 == Samples.gtin)
        #expect(first.serial.text == "A/B")
        #expect(ItemNumber("https://brand.example/01/9521234000013/21/A%2FB?x=1") == first)
        #expect(ItemNumber(first.description) == first)
        let printed = try #require(ItemNumber("https://brand.example/01/9521234000013/21/AB!1"))
        #expect(printed.serial.text == "AB!1")
        #expect(ItemNumber("urn:epc:id:sgtin:9521234.000001.AB!1") == printed)
        for other in [
            "urn:epc:id:sscc:9521234.0000000001", "urn:epc:class:lgtin:9521234.000001.L1",
            "https://brand.example/01/09521234000014/21/A", "urn:epc:id:sgtin:9521234.000001.%20",
        ] {
            #expect(ItemNumber(other) == nil, "\(other)")
        }
    }

    @Test(
        "a number is written out as the double that it reads as",
        arguments: [
            ("1e23", "99999999999999991611392"), ("-2e19", "-20000000000000000000"),
            ("1180591620717411303424", "1180591620717411303424"),
            ("1e21", "1000000000000000000000"), ("+007.50", "7.5"), ("1e400", "1e400"),
        ])
    func numbers(text: String, printed: String) throws {
        let time = EventTime(milliseconds: 0)
        #expect(ScanEvent(numbers: [], time: time, readPoint: text).readPoint == printed)
    }

    @Test("the largest double has all its 309 digits")
    func largest() throws {
        let printed =
            ScanEvent(
                numbers: [], time: EventTime(milliseconds: 0), readPoint: "1.7976931348623157e308"
            ).readPoint ?? ""
        #expect(printed.count == 309)
        #expect(printed.hasPrefix("17976931348623157081452742373170435679807056752584"))
        #expect(Double(printed) == Double.greatestFiniteMagnitude)
    }
}
