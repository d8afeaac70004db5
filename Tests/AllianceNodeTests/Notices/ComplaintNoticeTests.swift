import AllianceNames
import AllianceNode
import NodeAPI
import Notices
import SignIn
import Statements
import Testing

/// Who reports in a member's name is told what others say in its complaints, without asking for it.
@Suite(.serialized, .timeLimit(.minutes(8))) struct ComplaintNoticeTests {
    private static func told(
        _ running: NoticeWorld.Running, _ who: Subscriber
    ) async throws -> [ShownStatement] {
        try running.catchUp()
        return try await running.told(who, as: .person(roles: [.investigator])).compactMap {
            if case .statement(let said) = $0 { said } else { nil }
        }
    }

    @Test(
        "what the platform says in a complaint, and a measure, is told once at the brand; its own words are not"
    )
    func told() async throws {
        let party = try await JudgeParty()
        let brand = try NoticeWorld.running(party.node("brand"))
        let anna = try await brand.add("anna", .investigator)
        let root = try await brand.add("root", .administrator)
        try brand.catchUp()
        let topics = try await brand.desk.account(of: anna).subscriptions.map(\.topic)
        #expect(topics.contains(.complaints))
        #expect(try await brand.desk.account(of: root).subscriptions.isEmpty)

        let id = try await party.file(JudgeParty.complaint([try JudgeParty.listing(1)]))
        let decision = try await party.say(
            [
                .complaint(
                    .decision(
                        ComplaintDecision(
                            of: id,
                            parts: [.init(listings: [0], verdict: .takeDown, reasons: ["clear"])],
                            maker: .automatic)))
            ], by: "platform", in: JudgeParty.channel)
        try party.bring(from: "platform", to: "brand")
        let first = try await Self.told(brand, anna)
        #expect(first.map(\.kind) == [.decision])
        #expect(first.first?.complaints == [id])

        try await party.say(
            [
                .complaint(
                    .outcome(
                        ComplaintOutcome(
                            of: id, listings: [0], kind: .takenDown, order: decision))),
                .misuseMeasure(
                    MisuseMeasure(
                        against: .member(MemberID(parsing: "brand")),
                        .taken(.warning, from: 1, until: nil, facts: []),
                        text: "Three had no ground.",
                        reviewer: "r1")),
            ], by: "platform", in: JudgeParty.channel)
        try party.bring(from: "platform", to: "brand")
        // That a marketplace has done what it was told is no news of its own.
        #expect(try await Self.told(brand, anna).map(\.kind) == [.misuseMeasure, .decision])
        #expect(try await Self.told(brand, root).isEmpty)
        try party.close()
    }

    @Test(
        "whoever answers complaints is not made to follow them, and hears of new ones where it does"
    )
    func atThePlatform() async throws {
        let party = try await JudgeParty()
        let platform = try NoticeWorld.running(party.platform)
        let rita = try await platform.add("rita", .investigator)
        try platform.catchUp()
        #expect(try await platform.desk.account(of: rita).subscriptions.isEmpty)
        _ = try await platform.desk.subscribe(rita, to: .complaints, byMail: false, webhook: nil)
        try platform.catchUp()
        let id = try await party.file(JudgeParty.complaint([try JudgeParty.listing(1)]))
        let told = try await Self.told(platform, rita)
        #expect(told.map(\.kind) == [.complaint])
        #expect(told.first?.complaints == [id])
        try party.close()
    }
}
