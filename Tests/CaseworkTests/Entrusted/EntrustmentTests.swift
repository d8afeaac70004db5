import AllianceNames
import Casework
import JSON
import SignIn
import Statements
import Testing
import TransparencyLog

@Suite struct EntrustmentTests {
    private static let investigator = Colleague(
        PersonID(unchecked: "ina"), [.view, .draft, .report])
    private static let analyst = Colleague(PersonID(unchecked: "adam"), [.view, .draft])
    private static let log = LogOrigin(
        alliance: AllianceID(unchecked: "demo"), channel: .alliance,
        member: MemberID(unchecked: "neutral"), epoch: Epoch(1))
    private static let id = CaseworkID(String(repeating: "0f", count: 16))!
    private static let draft = CaseworkID(String(repeating: "0d", count: 16))!

    private static func one(_ side: Entrustment.Side) -> Entrustment {
        Entrustment(
            id: id, side: side, partner: MemberID(unchecked: "other"), channel: .alliance,
            rowCount: 2, message: "", createdAt: 1_000)
    }

    @Test("who may report decides on it, and nobody else sees it")
    func roles() throws {
        var one = Self.one(.theirs)
        #expect(!one.isSeen(by: Self.analyst))
        #expect(throws: CaseworkError.notThere) {
            try one.takeOn(as: Self.draft, by: Self.analyst)
        }
        #expect(throws: CaseworkError.notThere) { try one.refuse("no", by: Self.analyst) }
        #expect(throws: CaseworkError.notThere) { try one.askWithdrawal(by: Self.investigator) }
        try one.takeOn(as: Self.draft, by: Self.investigator)
        #expect(one.stage == .drafted && one.draft == Self.draft)
        #expect(throws: CaseworkError.entrustmentStage(.drafted)) {
            try one.refuse("no", by: Self.investigator)
        }
        var ours = Self.one(.ours)
        ours.person = Self.analyst.id
        #expect(ours.isSeen(by: Self.analyst))
        #expect(throws: CaseworkError.roleMissing(.report)) {
            try ours.askWithdrawal(by: Self.analyst)
        }
        for scalar in DraftTests.unseen {
            #expect(throws: CaseworkError.text(field: "remark")) {
                var one = Self.one(.theirs)
                try one.refuse("a\(scalar)b", by: Self.investigator)
            }
            #expect(throws: CaseworkError.text(field: "message")) {
                try EntrustmentLimits.check(message: "a\(scalar)b")
            }
        }
    }

    @Test("what the other side says of it later than it happened, or twice, changes nothing")
    func late() throws {
        var ours = Self.one(.ours)
        let entries = Draft.Entries(log: Self.log, first: 7)
        ours.publish(as: entries, count: 1)
        ours.arrive()
        #expect(ours.stage == .published && ours.rowCount == 1, "it was published before we knew")
        ours.turnDown("no")
        ours.fail("no")
        ours.publish(as: .init(log: Self.log, first: 9), count: 2)
        #expect(ours.stage == .published && ours.entries == entries)
        try ours.askWithdrawal(by: Self.investigator)
        #expect(throws: CaseworkError.entrustmentStage(.published)) {
            try ours.askWithdrawal(by: Self.investigator)
        }
        ours.withdraw()
        ours.publish(as: entries, count: 1)
        #expect(ours.stage == .withdrawn)
    }

    @Test("a request to take it back that was not heard can be made again, and says why")
    func unheard() throws {
        var ours = Self.one(.ours)
        ours.arrive()
        try ours.askWithdrawal(by: Self.investigator)
        ours.fail("it could not be brought")
        #expect(ours.stage == .waiting && !ours.wantsWithdrawal)
        #expect(ours.reason == "it could not be brought")
        try ours.askWithdrawal(by: Self.investigator)
        #expect(ours.wantsWithdrawal && ours.reason.isEmpty)
        var theirs = Self.one(.theirs)
        theirs.requestWithdrawal()
        theirs.fail("no")
        #expect(theirs.wantsWithdrawal && theirs.reason.isEmpty, "it is not theirs to forget")
    }

    @Test("why another node refuses is shown only where it can be")
    func receipts() {
        let right = LetterReceipt.refused(keyword: "x", detail: "not here")
        #expect(LetterReceipt(parsing: right.bytes) == right)
        for detail in ["\u{202e}x", "\u{1b}[2J", String(repeating: "x", count: 1_001)] {
            let wrong = LetterReceipt.refused(keyword: "x", detail: detail)
            #expect(LetterReceipt(parsing: wrong.bytes) == nil)
        }
    }

    @Test("who asked is told what became of the draft, once")
    func follows() throws {
        var one = Self.one(.theirs)
        try one.takeOn(as: Self.draft, by: Self.investigator)
        var draft = Draft(
            id: Self.draft, author: Self.investigator.id,
            content: DraftContent(channel: .alliance, title: "", reports: []), createdAt: 1_000)
        #expect(one.follow(draft) == nil)
        draft.rowCount = 1
        draft.stage = .published
        draft.entries = .init(log: Self.log, first: 4)
        #expect(
            one.follow(draft) == .publication(Self.id, .init(log: Self.log, first: 4), count: 1))
        #expect(one.follow(draft) == nil)
        draft.stage = .withdrawn
        #expect(one.follow(draft) == .withdrawal(Self.id))
        #expect(one.follow(draft) == nil)
        #expect(one.follow(nil) == nil)

        var discarded = Self.one(.theirs)
        try discarded.takeOn(as: Self.draft, by: Self.investigator)
        #expect(discarded.follow(nil) == nil)
        #expect(discarded.stage == .waiting, "it waits again")
        discarded.requestWithdrawal()
        #expect(discarded.stage == .withdrawn)
    }

    @Test(
        "who asked is told once that what was published stands no more, whatever has become of the draft"
    )
    func withdrawnOtherwise() throws {
        var one = Self.one(.theirs)
        #expect(one.followWithdrawal() == nil)
        try one.takeOn(as: Self.draft, by: Self.investigator)
        #expect(one.followWithdrawal() == nil)
        #expect(one.stage == .drafted)
        one.publish(as: .init(log: Self.log, first: 4), count: 1)
        // Its draft is gone by then.
        #expect(one.follow(nil) == nil)
        one.requestWithdrawal()
        #expect(one.stage == .published)
        #expect(one.followWithdrawal() == .withdrawal(Self.id))
        #expect(one.stage == .withdrawn)
        #expect(one.followWithdrawal() == nil)
        var ours = Self.one(.ours)
        ours.publish(as: .init(log: Self.log, first: 4), count: 1)
        #expect(ours.followWithdrawal() == nil)
        #expect(ours.stage == .published)
    }

    @Test("letters are read as they were written, and refused in any other form")
    func letters() throws {
        let signer = try NoteSigner(
            name: Self.log.description, seed: [UInt8](repeating: 3, count: 32))
        let row = try EntrustedRow(
            entrusting: IndicatorAssertion(
                indicator: try Indicator(.domain, parsing: "shop.example"), basis: .testBuy,
                confidence: 70, tlp: .amber), in: Self.log, to: MemberID(unchecked: "other"),
            salt: [UInt8](repeating: 1, count: 32), signedBy: signer)
        let letters: [EntrustmentLetter] = [
            .request(Self.id, channel: .alliance, message: "please", rows: [row]),
            .withdrawalRequest(Self.id), .refusal(Self.id, reason: ""),
            .publication(Self.id, .init(log: Self.log, first: 3), count: 2), .withdrawal(Self.id),
        ]
        for letter in letters {
            #expect(try EntrustmentLetter(JSONValue(parsing: letter.bytes)) == letter)
        }
        for text in [
            "[]", "{}", #"{"version":2,"topic":"entrust-withdrawn","id":"\#(Self.id)"}"#,
            #"{"version":1,"topic":"other","id":"\#(Self.id)"}"#,
            #"{"version":1,"topic":"entrust-withdrawn","id":"x"}"#,
            #"{"version":1,"topic":"entrust","id":"\#(Self.id)","channel":"alliance","message":"","rows":[]}"#,
            #"{"version":1,"topic":"entrust","id":"\#(Self.id)","channel":"alliance","message":"","rows":[{}]}"#,
            #"{"version":1,"topic":"entrust-published","id":"\#(Self.id)","log":"x","first":1,"count":1}"#,
            #"{"version":1,"topic":"entrust-published","id":"\#(Self.id)","log":"\#(Self.log)","first":1,"count":65}"#,
        ] {
            #expect(throws: CaseworkError.self, "\(text)") {
                try EntrustmentLetter(JSONValue(parsing: text))
            }
        }
        // An opening that is not this report's.
        var other = row.report
        other.originCommitment = .zero
        let crossed = EntrustmentLetter.request(
            Self.id, channel: .alliance, message: "",
            rows: [EntrustedRow(report: other, opening: row.opening)])
        #expect(throws: CaseworkError.self) {
            try EntrustmentLetter(JSONValue(parsing: crossed.bytes))
        }
    }

    @Test("what is sealed has one length, whatever it says, and comes out as it went in")
    func padding() throws {
        for count in [0, 1, LetterContent.bytesMax] {
            let content = [UInt8](repeating: 7, count: count)
            let padded = try LetterContent.padded(content)
            #expect(padded.count == LetterContent.paddedBytes)
            #expect(try LetterContent.unpadded(padded) == content)
        }
        #expect(throws: LetterError.tooLong(found: LetterContent.bytesMax + 1)) {
            try LetterContent.padded([UInt8](repeating: 0, count: LetterContent.bytesMax + 1))
        }
        var padded = try LetterContent.padded([1])
        padded[LetterContent.paddedBytes - 1] = 1
        #expect(throws: LetterError.form) { try LetterContent.unpadded(padded) }
        #expect(throws: LetterError.form) {
            try LetterContent.unpadded([UInt8](repeating: 0xff, count: LetterContent.paddedBytes))
        }
    }

    @Test("a member that sends too much is told so for the rest of the hour, and no other is")
    func allowance() throws {
        var allowance = LetterAllowance()
        let (one, other) = (MemberID(unchecked: "one"), MemberID(unchecked: "other"))
        for _ in 0..<LetterAllowance.ofOneMemberInHourMax { try allowance.take(one, at: 5_000) }
        #expect(throws: LetterError.tooMany(of: one)) { try allowance.take(one, at: 5_001) }
        try allowance.take(other, at: 5_001)
        try allowance.take(one, at: 5_000 + LetterAllowance.hourMilliseconds)
    }
}
