import GS1
import ProductAuthentication
import Statements
import Testing

@Suite struct QuestionTests {
    private func full() throws -> Question {
        try Sample.question(
            Sample.item(serial: "A/1", lot: "L 1".replacing(" ", with: "-"), expiry: "280131"),
            seller: Indicator(.sellerAccount, parsing: "shopee:store123"),
            listing: Indicator(.domain, parsing: "shop.example"), place: "DE Hamburg, Hafen",
            purpose: "税関 inspection")
    }

    @Test("a question prints as documented")
    func golden() throws {
        #expect(
            String(decoding: try full().bytes, as: UTF8.self) == """
                touchstone question v1
                nonce wWdeC7mApXWolmH+wIqoOw==
                asked 1795435200000
                asker customs
                deadline 5000
                gtin 04006381333931
                serial A/1
                lot L-1
                expiry 280131
                seller seller-account shopee:store123
                listing domain shop.example
                place DE Hamburg, Hafen
                purpose 税関 inspection

                """)
    }

    @Test("what is printed is read as the same question")
    func roundTrip() throws {
        let house = try Sample.question(.house(HouseCode(scheme: "maison chip", code: "04:A2:5F")))
        for question in [
            try full(), try Sample.question(), house, try underRole(), try full().late,
        ] {
            let read = try Question(parsing: question.bytes)
            #expect(read == question)
            #expect(read.digest == question.digest)
        }
    }

    private func underRole(
        place: String? = "DE", purpose: String? = nil, deadline: UInt64 = 5_000
    ) throws -> Question {
        var generator = SeededGenerator(seed: 3)
        return try Question(
            nonce: Nonce(using: &generator), askedAt: Sample.now, asker: Sample.member("customs"),
            isUnderRole: true, deadlineMilliseconds: deadline, product: Sample.item(),
            place: place.map { try Place(parsing: $0) }, purpose: purpose)
    }

    @Test("a question under a role has nothing that might tell of the officer")
    func role() throws {
        let text = String(decoding: try underRole().bytes, as: UTF8.self)
        #expect(text.contains("asker customs\nrole authority\ndeadline 5000\n"))
        #expect(throws: ProductAuthenticationError.personal(field: "purpose")) {
            try underRole(purpose: "inspection by A. Weber")
        }
        #expect(throws: ProductAuthenticationError.personal(field: "place")) {
            try underRole(place: "DE Hamburg, desk of A. Weber")
        }
        // Nor is it believed from others.
        #expect(throws: ProductAuthenticationError.personal(field: "purpose")) {
            try Question(parsing: Array((text + "purpose by A. Weber\n").utf8))
        }
        #expect(throws: ProductAuthenticationError.self) {
            try Question(parsing: Array(text.replacing("authority", with: "brand").utf8))
        }
    }

    @Test("a deadline has its limits, from both sides")
    func deadline() throws {
        let max = Question.deadlineMillisecondsMax
        for allowed in [1, max] {
            let question = try underRole(deadline: allowed)
            #expect(try Question(parsing: question.bytes).deadlineMilliseconds == allowed)
        }
        for refused in [0, max + 1] {
            #expect(throws: ProductAuthenticationError.deadline(found: refused, max: max)) {
                try underRole(deadline: refused)
            }
        }
    }

    @Test("a question sent late is the same one, and says so")
    func late() throws {
        let question = try full()
        #expect(question.late.isLate && !question.isLate)
        #expect(question.late.askedAt == question.askedAt && question.late.nonce == question.nonce)
        let text = String(decoding: question.late.bytes, as: UTF8.self)
        #expect(
            text.replacing("late yes\n", with: "")
                == String(decoding: question.bytes, as: UTF8.self))
    }

    @Test("a place is read as it was printed, whatever its first letter is joined to")
    func joinedPlace() throws {
        for detail in ["\u{327}Hamburg", "Hamburg \u{327}"] {
            let place = try Place(country: Country(parsing: "DE"), detail: detail)
            #expect(try Place(parsing: place.description) == place, "\(detail)")
        }
    }

    @Test("any line left out of place, twice or changed in form is refused")
    func strict() throws {
        let lines = String(decoding: try full().bytes, as: UTF8.self).split(separator: "\n")
        func text(_ lines: [Substring]) -> [UInt8] {
            lines.flatMap { Array($0.utf8) + [0x0a] }
        }
        for position in lines.indices {
            var twice = lines
            twice.insert(lines[position], at: position)
            #expect(throws: ProductAuthenticationError.self, "\(lines[position]) twice") {
                try Question(parsing: text(twice))
            }
            if position + 1 < lines.count {
                var swapped = lines
                swapped.swapAt(position, position + 1)
                #expect(throws: ProductAuthenticationError.self, "\(lines[position]) later") {
                    try Question(parsing: text(swapped))
                }
            }
        }
        for required in 0..<6 {
            var missing = lines
            missing.remove(at: required)
            #expect(throws: ProductAuthenticationError.self, "without \(lines[required])") {
                try Question(parsing: text(missing))
            }
        }
    }

    @Test(
        "a line with another form is refused, and its number is named",
        arguments: [
            ("nonce wWdeC7mApXWolmH+wIqoOw==", "nonce wVwC", "line 2 "),
            ("asked 1795435200000", "asked 01", "line 3 "),
            ("asker customs", "asker Customs", "line 4 "),
            ("gtin 04006381333931", "gtin 4006381333931", "GTIN"),
            ("gtin 04006381333931", "gtin 04006381333932", "check digit"),
            ("expiry 280131", "expiry 2028-01-31", "date"),
            ("seller seller-account shopee:store123", "seller shop shopee:store123", "line 10 "),
            ("listing domain shop.example", "listing domain SHOP.example", "line 11 "),
            ("place DE Hamburg, Hafen", "place de", "country"),
            ("purpose 税関 inspection", "purpose \u{1b}[2J", "purpose"),
            ("purpose 税関 inspection", "purpose x\nmore y", "line 14 "),
            ("touchstone question v1", "touchstone question v2", "line 1 "),
        ])
    func forms(line: String, wrong: String, named: String) throws {
        let text = String(decoding: try full().bytes, as: UTF8.self)
        let changed = text.replacing(line, with: wrong)
        #expect(changed != text)
        do {
            _ = try Question(parsing: Array(changed.utf8))
            Issue.record("'\(wrong)' was read")
        } catch {
            #expect(error.description.contains(named), "\(error)")
        }
    }

    @Test("a question of the longest length is read and one byte more is not looked at")
    func longest() {
        let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: Question.bytesMax)
        #expect(throws: ProductAuthenticationError.self) { try Question(parsing: bytes) }
        #expect(
            throws: ProductAuthenticationError.tooLong(
                document: "question", found: Question.bytesMax + 1, max: Question.bytesMax)
        ) { try Question(parsing: bytes + [0x0a]) }
    }

    @Test("a purpose that would begin a line of its own cannot be asked with")
    func injection() {
        #expect(throws: ProductAuthenticationError.self) {
            try Sample.question(purpose: "x\nasker brand")
        }
        #expect(throws: ProductAuthenticationError.self) {
            try Sample.question(purpose: String(repeating: "x", count: 201))
        }
        #expect(throws: Never.self) {
            try Sample.question(purpose: String(repeating: "x", count: 200))
        }
    }

    @Test(
        "any bytes are read or refused, and what is read prints the same bytes", arguments: 0..<300)
    func total(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var bytes = try full().bytes
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let position = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0...2, using: &generator) {
            case 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.remove(at: position)
            default: bytes.insert(UInt8.random(in: 0...127, using: &generator), at: position)
            }
        }
        if let question = try? Question(parsing: bytes) {
            #expect(question.bytes == bytes, "seed \(seed)")
        }
    }
}
