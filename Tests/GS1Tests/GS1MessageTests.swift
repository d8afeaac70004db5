import GS1
import Testing

@Suite struct GS1MessageTests {
    private func firstFault(_ text: String, _ associations: GS1Associations = .all) -> GS1Fault? {
        do throws(GS1Error) {
            _ = try GS1Message(parsing: text, associations: associations)
            return nil
        } catch {
            guard case .message(let fault) = error else { return nil }
            return fault
        }
    }

    @Test("each element says where in the input its identifier stands")
    func positions() throws {
        let link = "https://a/s/01/09520123456788/21/a%2Fb?x=1&17=270430"
        let message = try GS1Message(parsing: link)
        let bytes = Array(link.utf8)
        #expect(message.elements.map(\.value) == ["09520123456788", "a/b", "270430"])
        for element in message.elements {
            let found = bytes[element.offset...].prefix(element.ai.utf8.count)
            #expect(String(decoding: found, as: UTF8.self) == element.ai)
        }
        #expect(
            try GS1Message(parsing: "]C1010952012345678821x").elements.map(\.offset) == [3, 19])
    }

    @Test(
        "a fault says which rule, which identifier and where",
        arguments: [
            ("(01)09520123456789", "incorrect-check-digit", "01", 17, 1),
            ("(01)09520123456788(17)271301", "illegal-month", "17", 24, 2),
            ("^010952012345678817271301", "illegal-month", "17", 21, 2),
            ("https://a/01/09520123456788/21/a%20b", "invalid-cset82-character", "21", 32, 3),
            ("(01)09520123456788(21)a\\(b c", "invalid-cset82-character", "21", 26, 1),
            ("(01)09520123456788(3922)0299", "required-missing", "3922", 19, 4),
            ("(01)09520123456788(37)5", "excluded-pair", "01", 1, 2),
            ("(400)A(400)B", "different-values", "400", 7, 3),
            ("(253)1234567890128(8030)ABC", "serial-missing", "253", 1, 3),
        ])
    func faults(text: String, keyword: String, ai: String, offset: Int, length: Int) throws {
        let fault = try #require(firstFault(text), "\(text) was read")
        #expect(fault.keyword == keyword, "\(fault)")
        #expect(fault.ai == ai && fault.offset == offset && fault.length == length, "\(fault)")
    }

    @Test("what one symbol needs may stand in another, what it excludes may not")
    func associations() {
        #expect(firstFault("(01)09520123456788(3922)0299", .excluded) == nil)
        #expect(firstFault("(01)09520123456788(37)5", .excluded) != nil)
        #expect(firstFault("(01)09520123456788(37)5", .none) == nil)
    }

    @Test("the canonical forms have each identifier once, those of pre-defined length first")
    func canonical() throws {
        let message = try GS1Message(
            parsing: "(21)12345(01)09520123456788(10)AB(C(21)12345(3103)000195"
                .replacing("AB(C", with: "AB\\(C"))
        #expect(message.canonical.bracketed == "(01)09520123456788(3103)000195(21)12345(10)AB\\(C")
        #expect(
            message.canonical.elementString == "0109520123456788310300019521" + "12345\u{1D}10AB(C")
        #expect(
            try message.digitalLink(domain: "https://brand.example/q/")
                == "https://brand.example/q/01/09520123456788/10/AB%28C/21/12345?3103=000195")
    }

    @Test(
        "what cannot be a Digital Link is refused with the reason",
        arguments: [
            ("(10)A", "https://a", "primary-key-missing"),
            ("(01)09520123456788(8200)http://a", "https://a", "not-an-attribute"),
            ("(01)09520123456788", "brand.example", "digital-link"),
            ("(01)09520123456788", "https://a?b=c", "digital-link"),
            ("(01)09520123456788", "https://a/<", "digital-link"),
        ])
    func noLink(text: String, domain: String, keyword: String) throws {
        let message = try GS1Message(parsing: text, associations: .none)
        do throws(GS1Error) {
            let link = try message.digitalLink(domain: domain)
            Issue.record("made \(link)")
        } catch {
            #expect(error.keyword == keyword)
        }
    }

    @Test("limits hold from both sides")
    func limits() throws {
        let link = "https://a/01/09520123456788?x="
        let fill = GS1Message.inputBytesMax - link.utf8.count
        _ = try GS1Message(parsing: link + String(repeating: "y", count: fill))
        #expect(throws: GS1Error.inputTooLong(found: 8_192, max: 8_191)) {
            try GS1Message(parsing: link + String(repeating: "y", count: fill + 1))
        }
        let element = "(400)A"
        let most = String(repeating: element, count: GS1Message.elementsMax)
        #expect(try GS1Message(parsing: most).elements.count == 64)
        #expect(firstFault(most + element)?.keyword == "too-many-elements")
    }

    @Test(
        "digits in the number of a GTIN are one, an FNC1 before them says otherwise",
        arguments: [
            ("96385074", "(01)00000096385074"), ("^17290331", "(17)290331"),
            ("17290331" + "10A", "(17)290331(10)A"), ("]I110614141123459", "(01)10614141123459"),
            ("\u{1D}17290331", "(17)290331"),
        ])
    func readings(text: String, bracketed: String) throws {
        #expect(try GS1Message(parsing: text, associations: .none).bracketed == bracketed)
    }
}
