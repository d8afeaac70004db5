import AllianceNames
import Casework
import JSON
import SignIn
import Testing
import TransparencyLog

@Suite struct InquiryTests {
    private static let hour: UInt64 = 3_600_000
    private static let brand = MemberID(unchecked: "brand")
    private static let ina = Colleague(PersonID(unchecked: "ina"), [.view, .draft, .report])
    private static let analyst = Colleague(PersonID(unchecked: "ana"), [.view, .draft])
    private static let viewer = Colleague(PersonID(unchecked: "vic"), [.view])

    private static func id() -> CaseworkID {
        var generator = SystemRandomNumberGenerator()
        return CaseworkID(from: &generator)
    }

    private static func inquiry(
        _ side: Inquiry.Side, at time: UInt64 = 1_000
    ) throws -> Inquiry {
        try Inquiry(
            id: id(), side: side, partner: side == .desk ? nil : brand, subject: "a bag",
            about: InquirySubject(.product, "09521001000017"), askedBy: nil, createdAt: time)
    }

    /// One in a state, as its side comes to it.
    private static func inquiry(_ side: Inquiry.Side, in state: Inquiry.State) throws -> Inquiry {
        var one = try inquiry(side)
        if state == .open { return one }
        if side == .ours {
            _ = try one.take(.answer(InquiryAnswer(.no)), remote: 2, from: brand, at: 2_000)
        } else {
            _ = try one.answer(InquiryAnswer(.no), by: ina, at: 2_000)
        }
        if state == .closed { _ = try one.close(by: ina, at: 3_000) }
        return one
    }

    private enum Step: CaseIterable {
        case answer, further, assign, note, contact, close

        func apply(_ one: inout Inquiry, by colleague: Colleague) throws -> InquiryEntry {
            switch self {
            case .answer: try one.answer(InquiryAnswer(.yes), by: colleague, at: 9_000)
            case .further: try one.askFurther("and this?", by: colleague, at: 9_000)
            case .assign: try one.assign(to: colleague.id, by: colleague, at: 9_000)
            case .note: try one.note("seen", by: colleague, at: 9_000)
            case .contact:
                try one.contact(with: "Li", "called", next: 20_000, by: colleague, at: 9_000)
            case .close: try one.close(by: colleague, at: 9_000)
            }
        }

        /// The state after it; nil where it is refused.
        func after(_ side: Inquiry.Side, _ state: Inquiry.State) -> Inquiry.State? {
            switch (self, side, state) {
            case (.answer, .ours, _), (.answer, _, .closed): nil
            case (.answer, _, _): .answered
            case (.further, .theirs, _): nil
            case (.further, _, _): .open
            case (.close, .theirs, .open), (.close, _, .closed): nil
            case (.close, _, _): .closed
            case (_, _, .closed): nil
            default: state
            }
        }
    }

    @Test(
        "each step leads from each state to the one that the table says, or is refused and changes nothing"
    )
    func transitions() throws {
        for side in Inquiry.Side.allCases {
            for state in Inquiry.State.allCases {
                for step in Step.allCases {
                    var one = try Self.inquiry(side, in: state)
                    #expect(one.state == state)
                    let before = one
                    guard let after = step.after(side, state) else {
                        #expect(throws: CaseworkError.self, "\(step) \(side) \(state)") {
                            try step.apply(&one, by: Self.ina)
                        }
                        #expect(one == before, "\(step) \(side) \(state)")
                        continue
                    }
                    let entry = try step.apply(&one, by: Self.ina)
                    #expect(one.state == after, "\(step) \(side) \(state)")
                    #expect(entry.number == before.revision + 1)
                    #expect(entry.by == .person(Self.ina.id) && entry.at == 9_000)
                    #expect(one.revision == entry.number)
                    #expect((one.waitingSince != nil) == (after == .open))
                }
            }
        }
    }

    @Test(
        "what is said to another member takes who may speak in this one's name; who may not draft sees nothing"
    )
    func roles() throws {
        var theirs = try Self.inquiry(.theirs)
        #expect(throws: CaseworkError.roleMissing(.report)) {
            try theirs.answer(InquiryAnswer(.yes), by: Self.analyst, at: 2_000)
        }
        var ours = try Self.inquiry(.ours)
        #expect(throws: CaseworkError.roleMissing(.report)) {
            try ours.askFurther("?", by: Self.analyst, at: 2_000)
        }
        var desk = try Self.inquiry(.desk)
        _ = try desk.answer(InquiryAnswer(.text, "see the catalogue"), by: Self.analyst, at: 2_000)
        #expect(throws: CaseworkError.notThere) {
            try desk.note("x", by: Self.viewer, at: 2_000)
        }
    }

    @Test("another member says what its side says, of its own inquiries alone")
    func remote() throws {
        let (other, answer) = (MemberID(unchecked: "other"), InquiryAnswer(.more, "which size?"))
        var ours = try Self.inquiry(.ours)
        #expect(throws: CaseworkError.notThere) {
            try ours.take(.answer(answer), remote: 2, from: other, at: 2_000)
        }
        for said in [InquiryLetter.Said.further("x"), .closed] {
            #expect(throws: CaseworkError.inquirySide) {
                try ours.take(said, remote: 2, from: Self.brand, at: 2_000)
            }
        }
        let entry = try ours.take(.answer(answer), remote: 7, from: Self.brand, at: 2_000)
        #expect(ours.state == .answered && entry.remote == 7 && entry.by == .member(Self.brand))
        var theirs = try Self.inquiry(.theirs)
        #expect(throws: CaseworkError.inquirySide) {
            try theirs.take(.answer(answer), remote: 2, from: Self.brand, at: 2_000)
        }
        // What was closed here is open again once they ask further.
        theirs = try Self.inquiry(.theirs, in: .closed)
        _ = try theirs.take(.further("and now?"), remote: 5, from: Self.brand, at: 8_000)
        #expect(theirs.state == .open && theirs.waitingSince == 8_000)
    }

    @Test(
        "of what another member says beyond its limit, what ends a question is taken once, and nothing else"
    )
    func full() throws {
        let max = UInt64(InquiryLimits.remoteEntriesMax)
        let photo = try InquiryPhoto(name: "front", [0xff, 0xd8, 0xff])
        var theirs = try Self.inquiry(.theirs)
        theirs.revision = max - 1
        _ = try theirs.take(.further("and?"), remote: 5, from: Self.brand, at: 2_000)
        for said in [InquiryLetter.Said.further("and?"), .photo(photo)] {
            #expect(throws: CaseworkError.inquiryFull) {
                try theirs.take(said, remote: 6, from: Self.brand, at: 3_000)
            }
        }
        #expect(theirs.revision == max && theirs.state == .open)
        _ = try theirs.take(.closed, remote: 7, from: Self.brand, at: 4_000)
        #expect(theirs.state == .closed)
        #expect(throws: CaseworkError.inquiryFull) {
            try theirs.take(.closed, remote: 8, from: Self.brand, at: 5_000)
        }
        var ours = try Self.inquiry(.ours)
        ours.revision = max
        _ = try ours.take(.answer(InquiryAnswer(.yes)), remote: 5, from: Self.brand, at: 2_000)
        #expect(throws: CaseworkError.inquiryFull) {
            try ours.take(.answer(InquiryAnswer(.no)), remote: 6, from: Self.brand, at: 3_000)
        }
        #expect(ours.state == .answered && ours.revision == max + 1)
    }

    @Test("the clock warns, is late once, and runs anew with a new question")
    func clock() throws {
        let rules = InquiryRules.usual
        var one = try Self.inquiry(.theirs, at: 0)
        let expected: [(UInt64, InquiryRules.Standing)] = [
            (0, .inTime), (6 * Self.hour - 1, .inTime), (6 * Self.hour, .urgent),
            (8 * Self.hour - 1, .urgent), (8 * Self.hour, .late),
        ]
        for (time, standing) in expected {
            #expect(rules.standing(of: one, at: time) == standing, "\(time)")
        }
        #expect(one.escalate(rules, at: 8 * Self.hour - 1) == nil)
        #expect(one.escalate(rules, at: 8 * Self.hour)?.body == .escalated)
        #expect(one.escalate(rules, at: 9 * Self.hour) == nil)
        _ = try one.answer(InquiryAnswer(.yes), by: Self.ina, at: 10 * Self.hour)
        #expect(rules.standing(of: one, at: 99 * Self.hour) == .none)
        _ = try one.take(.further("and?"), remote: 9, from: Self.brand, at: 20 * Self.hour)
        #expect(one.escalate(rules, at: 27 * Self.hour) == nil)
        #expect(one.escalate(rules, at: 28 * Self.hour) != nil)
        // What others are to answer is theirs to be late with.
        var ours = try Self.inquiry(.ours, at: 0)
        #expect(ours.escalate(rules, at: 99 * Self.hour) == nil)
        for (warn, late) in [(0, 8), (8, 8), (9, 8), (1, 721)] {
            #expect(throws: CaseworkError.inquiryHours) {
                try InquiryRules(warnHours: warn, lateHours: late)
            }
        }
    }

    @Test(
        "figures count first answers to this house against the clock, and leave out whose clock still runs"
    )
    func figures() throws {
        var all: [Inquiry] = []
        for hours: UInt64 in [1, 3, 12] {
            var one = try Self.inquiry(.theirs, at: 0)
            _ = try one.answer(InquiryAnswer(.no), by: Self.ina, at: hours * Self.hour)
            all.append(one)
        }
        all.append(try Self.inquiry(.desk, at: 0))
        all.append(try Self.inquiry(.ours, at: 0))
        let early = InquiryFigures(all, rules: .usual, at: 2 * Self.hour)
        #expect(early.running == 1)
        let figures = InquiryFigures(all, rules: .usual, at: 20 * Self.hour)
        #expect(figures.count == 4 && figures.answered == 3 && figures.withinClock == 2)
        #expect(figures.running == 0 && figures.percentWithinClock == 50)
        #expect(figures.medianMilliseconds == 3 * Self.hour)
        #expect(InquiryFigures(all, asked: 1..<9, rules: .usual, at: 9).count == 0)
    }

    @Test("every letter and every entry is read as it was written; what is none of them is refused")
    func written() throws {
        let id = Self.id()
        let photo = try InquiryPhoto(
            name: "front", [0xff, 0xd8, 0xff] + [UInt8](repeating: 7, count: 30_000))
        #expect(photo.partCount == 3 && photo.byteCount(ofPart: 2) == 6_003)
        let letters: [InquiryLetter] = [
            .ask(id, subject: "a bag", about: try InquirySubject(.right, "EM/1"), text: "yours?"),
            .ask(id, subject: "a bag", about: nil, text: "yours?"),
            .said(id, number: 2, .further("and?")),
            .said(id, number: 3, .answer(InquiryAnswer(.yes))),
            .said(id, number: 4, .photo(photo)), .said(id, number: 5, .closed),
            .part(
                id, photo: photo.sha256, part: 0,
                [UInt8](repeating: 255, count: InquiryLimits.partBytes)),
        ]
        for letter in letters {
            let bytes = letter.bytes
            #expect(bytes.count <= LetterContent.bytesMax, "\(bytes.count)")
            let json = try JSONValue(parsing: bytes)
            #expect(InquiryLetter.isMeant(by: json))
            #expect(try InquiryLetter(json) == letter)
        }
        for text in [
            #"{"version":2,"topic":"inquiry-closed","id":"\#(id)","number":1}"#,
            #"{"version":1,"topic":"inquiry-closed","id":"\#(id)"}"#,
            #"{"version":1,"topic":"inquiry-closed","id":"x","number":1}"#,
            #"{"version":1,"topic":"inquiry-further","id":"\#(id)","number":1,"text":"\u202e"}"#,
            #"{"version":1,"topic":"inquiry-answer","id":"\#(id)","number":1,"verdict":"maybe","text":""}"#,
            #"{"version":1,"topic":"inquiry-part","id":"\#(id)","sha256":"\#(photo.sha256.hex)","part":21,"data":"AA=="}"#,
        ] {
            let json = try JSONValue(parsing: Array(text.utf8))
            #expect(throws: CaseworkError.self, "\(text)") { try InquiryLetter(json) }
        }
        let bodies: [InquiryEntry.Body] = [
            .asked("a"), .further("b"), .answered(InquiryAnswer(.more, "c")), .photo(photo),
            .assigned(Self.ina.id), .assigned(nil), .managed(Self.ina.id), .note("d"),
            .contact(with: "Li", "e", next: 5), .contact(with: "Li", "e", next: nil),
            .handedOver(to: Self.ina.id), .escalated, .closed, .undelivered(.refused("f")),
            .undelivered(.notBrought), .undelivered(.notTaken),
        ]
        for body in bodies { #expect(InquiryEntry.Body(body.json) == body) }
        // What earlier versions kept: words alone.
        for (words, why) in [
            ("it could not be brought to that member's node for 7 days", LetterFailure.notBrought),
            ("its node takes no inquiries; it may be of an earlier version", .notTaken),
            ("no such inquiry", .refused("no such inquiry")),
        ] {
            let kept = JSONValue.object(["kind": .string("undelivered"), "text": .string(words)])
            #expect(InquiryEntry.Body(kept) == .undelivered(why))
        }
        #expect(Set(bodies.map(\.kind)) == Set(InquiryEntry.Body.Kind.allCases))
    }

    @Test("a file is what its first bytes are; a photo is no PDF, and no larger than may be")
    func photos() throws {
        #expect(FileKind(of: Array("%PDF-1.7".utf8)) == .pdf)
        #expect(FileKind(of: Array("RIFF0000WEBPVP8 ".utf8)) == .webp)
        #expect(FileKind(of: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]) == .png)
        for bytes in [[], Array("<svg>".utf8), Array("RIFF0000WAVE".utf8), [0xff, 0xd8]] {
            #expect(FileKind(of: bytes) == nil)
        }
        #expect(throws: CaseworkError.fileKind) {
            try InquiryPhoto(name: "x", Array("%PDF-1.7".utf8))
        }
        #expect(throws: CaseworkError.self) {
            try InquiryPhoto(
                name: "x",
                [0xff, 0xd8, 0xff] + [UInt8](repeating: 0, count: InquiryLimits.photoBytesMax))
        }
    }

    @Test(
        "a list goes from what waits here to what others answer and what is over, and goes on from each place"
    )
    func places() throws {
        var longest = try Self.inquiry(.theirs, at: 500)
        longest.changedAt = 90_000
        var overLast = try Self.inquiry(.desk, in: .closed)
        overLast.changedAt = 5_000
        let order = [
            longest, try Self.inquiry(.desk, at: 1_000), try Self.inquiry(.ours, at: 400),
            overLast, try Self.inquiry(.theirs, in: .answered),
        ]
        #expect(order.reversed().sorted(by: InquiryRules.inOrder) == order)
        for one in order {
            let place = InquiryPlace(one)
            #expect(InquiryPlace(parsing: place.description) == place)
        }
        let id = order[0].id
        for wrong in [
            "", "0", "0-1", "3-1-\(id)", "0-01-\(id)", "0-1-\(id)-", "-1-1-\(id)", "0--1-\(id)",
            "0-1-x", "00-1-\(id)", "0-1234567890123456-\(id)",
        ] { #expect(InquiryPlace(parsing: wrong) == nil, "\(wrong)") }
    }
}
