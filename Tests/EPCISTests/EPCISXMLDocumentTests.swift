import EPCIS
import Testing

@Suite struct EPCISXMLDocumentTests {
    private func document(_ event: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?><!-- of our own -->
        <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="x"
            xmlns:ex="https://ns.example/"><EPCISBody><EventList>\(event)</EventList></EPCISBody>
        </e:EPCISDocument>
        """
    }

    private let event = """
        <ObjectEvent><eventTime>2026-01-31T12:00:00.000+01:00</eventTime>
        <eventTimeZoneOffset> +01:00 </eventTimeZoneOffset>
        <epcList><epc>urn:epc:id:sgtin:9521234.000001.A1</epc></epcList><action>OBSERVE</action>
        <bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>
        <bizTransactionList><bizTransaction type="cbv:BTT-po">urn:x:1</bizTransaction></bizTransactionList>
        <extension><ex:a b="1"><![CDATA[x<y]]>&amp;&#x41;</ex:a></extension></ObjectEvent>
        """

    @Test("an event in XML and in JSON-LD is the same event")
    func same() throws {
        let json = Samples.document(
            [
                Samples.object(
                    #""bizStep": "shipping", "bizTransactionList": [{"type": "po", "bizTransaction": "urn:x:1"}]"#
                )
            ])
        let plain = event.replacing(#/<extension>.*</extension>/#, with: "")
        #expect(try Samples.event(document(plain)).hash == Samples.event(json).hash)
        let extended = try Samples.event(document(event))
        #expect(
            extended.tree.children.contains(
                EventNode("{https://ns.example/}a", "x<y&A", [EventNode("b", "1")])))
        #expect(
            try extended.items().map(\.number.serial)
                == Samples.event(json).items().map(\.number.serial))
    }

    @Test("it may come in pieces, like the other form")
    func pieces() throws {
        var reader = EPCISDocumentReader()
        for byte in Array(document(event).utf8) { #expect(try reader.read([byte]).isEmpty) }
        #expect(try reader.finish().compactMap(\.event).count == 1)
    }

    @Test(
        "what is not plain XML is refused",
        arguments: [
            "<a", "<a><b></a></b>", "<a b=1/>", "<a b='1' b='2'/>", "<a>&none;</a>", "<a/><b/>",
            "<x:a/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<a>&#xd800;</a>", "<a>&#0;</a>",
            "<a><!-- </a>", "<a b='<'/>", "<>", "<a></a", "<a/>x",
        ])
    func refusals(text: String) {
        #expect(throws: EPCISError.self) { try Samples.read(text) }
        do {
            _ = try Samples.read(text)
        } catch {
            #expect((error as? EPCISError)?.keyword == "epcis-xml", "\(error)")
        }
    }

    @Test("attributes and namespaces have limits, and what is within them is read")
    func limits() throws {
        func read(_ count: Int, _ attribute: (Int) -> String) throws {
            let attributes = (0..<count).map(attribute).joined(separator: " ")
            let text = event.replacing("<ex:a b=\"1\">", with: "<ex:a \(attributes)>")
            #expect(text != event)
            _ = try Samples.event(document(text))
        }
        let name = { (number: Int) in "a\(number)=''" }
        try read(64, name)
        #expect(throws: EPCISError.self) { try read(65, name) }
        // Those of `xml` and of the document's root count too.
        let namespace = { (number: Int) in "xmlns:n\(number)='u'" }
        try read(61, namespace)
        #expect(throws: EPCISError.self) { try read(62, namespace) }
        let longest = String(repeating: "u", count: LinkedDataContext.namespaceBytesMax)
        try read(1) { _ in "xmlns:n='\(longest)'" }
        #expect(throws: EPCISError.self) { try read(1) { _ in "xmlns:n='\(longest)u'" } }
    }

    @Test("another root, another version and no list are no document")
    func documents() {
        for (found, replacement) in [
            ("EPCISDocument", "Other"), (#"schemaVersion="2.0""#, #"schemaVersion="1.2""#),
            ("EventList", "List"),
        ] {
            let text = document(event).replacing(found, with: replacement)
            #expect(throws: EPCISError.self) { try Samples.read(text) }
        }
    }

    @Test("no cut, no changed byte and no depth brings the reader down")
    func hostile() {
        let bytes = Array(document(event).utf8)
        for end in bytes.indices {
            #expect(throws: EPCISError.self) { try EPCISDocumentReader.read(Array(bytes[..<end])) }
            for byte in "<>&\"".utf8 {
                var changed = bytes
                changed[end] = byte
                _ = try? EPCISDocumentReader.read(changed)
            }
        }
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(throws: EPCISError.self) { try Samples.read(deep) }
    }
}
