import AllianceNames
import AllianceNode
import CRDT
import Credentials
import Evidence
import Foundation
import MergedView
import NodeAPI
import Replication
import Roster
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// Evidence bundles that have not all that is said, as a real node makes them of what three members say.
@Suite(.timeLimit(.minutes(30))) struct BundlePartTests {
    private static let shop = try! Indicator(.domain, parsing: "cheapverel.example")
    private static let luxury = ChannelID(unchecked: "luxury")
    private static let (brand, loud, north) = (
        MemberID(unchecked: "brand"), MemberID(unchecked: "loud"), MemberID(unchecked: "north")
    )

    private static func report(_ note: String) -> Statement {
        .assertIndicator(
            IndicatorAssertion(
                indicator: shop, basis: .testBuy, confidence: 85, tlp: .amber, note: note))
    }

    /// The nodes of three members; `brand` makes the bundles, and reads all that the others say.
    private struct World {
        let alliance: ErasureAlliance
        let nodes: [MemberID: OpenedNode]

        init() async throws {
            alliance = try await ErasureAlliance(["brand", "loud", "north"])
            try alliance.publish { draft in
                draft.openChannel(luxury, marking: .amber)
                for member in [brand, loud] { try draft.seat(member, in: luxury) }
            }
            var nodes: [MemberID: OpenedNode] = [:]
            for member in [brand, loud, north] {
                nodes[member] = try OpenedNode(alliance.home(member.rawValue))
            }
            self.nodes = nodes
        }

        func node(_ member: MemberID) throws -> OpenedNode { try #require(nodes[member]) }

        func say(
            _ statements: [Statement], by member: MemberID, in channel: ChannelID = .alliance
        ) async throws {
            let author = try node(member)
            try await author.report(statements, to: channel)
            guard member != brand else { return }
            try node(brand).take(author.writer.origin(in: channel), from: author)
            try node(brand).merger.catchUp()
        }

        func withdrawal(_ index: UInt64, by member: MemberID) throws -> Statement {
            let origin = try node(member).writer.origin(in: .alliance)
            return .retract(Retraction(dots: [.init(origin: origin, index: index)]))
        }

        /// As somebody reads it who has the file and the authority's key.
        func bundle(
            members: Set<MemberID> = [], channels: Set<ChannelID> = [],
            entries: [StatementDot] = []
        ) async throws -> VerifiedBundle? {
            let made = try await ConsoleDesk(node: node(brand), calls: .serial(label: "test"))
                .reading(for: .ownSystem, exporting: true)
                .bundle(
                    BundleRequest(
                        shop, entries: entries, members: members, channels: channels,
                        person: "operator root", purpose: "complaint"))
            guard let made else { return nil }
            let judgement = try EvidenceBundle(parsing: made.bundle.bytes)
                .judged(trusting: node(brand).home.certs.authorityKeys())
            let verified: VerifiedBundle = try #require(
                judgement.verified, "\(judgement.checks.flatMap(\.failures))")
            return verified
        }

        func close() throws { for node in nodes.values { try node.close() } }
    }

    @Test(
        "a member that says more than there is room for crowds out nobody, and the bundle says so")
    func crowded() async throws {
        let world = try await World()
        // 1,160 entries: of the reports, the newest 60 are withdrawn one by one.
        try await world.say((0..<1_100).map { Self.report("\($0)") }, by: Self.loud)
        try await world.say(
            (1_040..<1_100).map { try world.withdrawal($0, by: Self.loud) }, by: Self.loud)
        try await world.say([Self.report("first"), Self.report("second")], by: Self.north)
        try await world.say([world.withdrawal(0, by: Self.north)], by: Self.north)
        try await world.say([Self.report("ours"), Self.report("ours too")], by: Self.brand)

        let verified = try #require(try await world.bundle())
        #expect(verified.statements.count == EvidenceBundle.statementsMax)
        func said(by member: MemberID) -> [VerifiedStatement] {
            verified.statements.filter { $0.member == member }
        }
        #expect(said(by: Self.brand).map(\.standing) == [.live, .live])
        #expect(said(by: Self.north).map(\.standing) == [.retracted, .live, .live])
        let loud = said(by: Self.loud)
        #expect(loud.count == EvidenceBundle.statementsMax - 5)
        // The newest, each with what takes it back; none of those that are withdrawn looks as if it stood.
        #expect(loud.map(\.dot.index).min() == 141)
        for statement in loud where statement.kind == .assertIndicator {
            let isWithdrawn = statement.dot.index >= 1_040
            #expect(statement.standing == (isWithdrawn ? .retracted : .live))
            #expect(statement.takenBackBy.isEmpty != isWithdrawn)
        }
        #expect(loud.filter { $0.standing == .retracted }.count == 60)

        let part = try #require(verified.manifest.part)
        #expect(part.leftOut == [Self.loud: 141])
        #expect(part.members.isEmpty && part.channels.isEmpty)
        for (language, words) in [
            (DeskLanguage.english, "This is a part"), (.chinese, "此为部分内容"),
        ] {
            let page = EvidencePrint(verified, in: language).html
            #expect(page.contains(words))
            #expect(page.contains("(loud): 141"))
        }
        // Somebody may ask for one that was left out.
        let origin = try world.node(Self.loud).writer.origin(in: .alliance)
        let oldest = StatementDot(log: origin, index: 100)
        let named = try #require(try await world.bundle(entries: [oldest]))
        #expect(named.statements.contains { $0.dot == oldest })
        #expect(named.manifest.part?.leftOut == [Self.loud: 141])
        try world.close()
    }

    @Test("a bundle that would have too many bytes has half as many statements, until they fit")
    func halved() async throws {
        let world = try await World()
        try await world.say(
            (0..<8).map { Self.report(String(repeating: "\($0)", count: 3_000)) }, by: Self.loud)
        try await world.say([Self.report("ours")], by: Self.brand)
        let node = try world.node(Self.brand)
        let scope = try node.scope()
        func made(bytesMax: Int) throws -> VerifiedBundle {
            let making = BundleMaking(
                node, scope: scope, channels: [.alliance], bytesMax: bytesMax)
            let made = try #require(
                try making.bundle(
                    BundleRequest(Self.shop, person: "operator root", purpose: "complaint")))
            #expect(made.bundle.bytes.count <= bytesMax)
            let read = try EvidenceBundle(parsing: made.bundle.bytes)
                .judged(trusting: node.home.certs.authorityKeys())
            return try #require(read.verified, "\(read.checks.flatMap(\.failures))")
        }
        let all = try made(bytesMax: EvidenceBundle.bytesMax)
        #expect(all.statements.count == 9)
        // From 1,024 it is halved, so that of nine the next is eight, and whoever has most gives.
        let size = all.bundle.bytes.count
        #expect(try made(bytesMax: size).statements.count == 9)
        let eight = try made(bytesMax: size - 1)
        #expect(eight.statements.count == 8)
        #expect(eight.manifest.part?.leftOut == [Self.loud: 1])
        let four = try made(bytesMax: eight.bundle.bytes.count - 1)
        #expect(four.statements.map(\.member) == [Self.brand, Self.loud, Self.loud, Self.loud])
        #expect(four.statements.map(\.dot.index) == [0, 5, 6, 7])
        #expect(four.manifest.part?.leftOut == [Self.loud: 5])
        // What has no room even for one is refused, and not an empty file.
        #expect(throws: EvidenceError.self) { _ = try made(bytesMax: 1_000) }
        try world.close()
    }

    @Test("a bundle is narrowed to members and channels, and says so")
    func narrowed() async throws {
        let world = try await World()
        try await world.say([Self.report("one"), Self.report("two")], by: Self.loud)
        try await world.say([world.withdrawal(0, by: Self.loud)], by: Self.loud)
        try await world.say([Self.report("among few")], by: Self.loud, in: Self.luxury)
        try await world.say([Self.report("ours")], by: Self.brand)
        try await world.say([Self.report("ours, among few")], by: Self.brand, in: Self.luxury)

        let whole = try #require(try await world.bundle())
        #expect(whole.statements.count == 6)
        #expect(whole.manifest.part == nil)

        let ofOne = try #require(try await world.bundle(members: [Self.loud]))
        #expect(ofOne.statements.map(\.member) == [Self.loud, Self.loud, Self.loud, Self.loud])
        #expect(
            ofOne.statements.map(\.standing).filter { $0 == .retracted }.count == 1)
        #expect(ofOne.manifest.part?.members == [Self.loud])
        #expect(ofOne.manifest.part?.channels.isEmpty == true)
        #expect(ofOne.manifest.part?.leftOut.isEmpty == true)

        let ofChannel = try #require(try await world.bundle(channels: [Self.luxury]))
        #expect(ofChannel.statements.map(\.member) == [Self.brand, Self.loud])
        #expect(ofChannel.statements.allSatisfy { $0.dot.log.channel == Self.luxury })
        #expect(ofChannel.manifest.part?.channels == [Self.luxury])
        #expect(
            EvidencePrint(ofChannel, in: .english).html
                .contains("Only what was said in these channels"))

        let ofBoth = try #require(
            try await world.bundle(members: [Self.brand], channels: [.alliance]))
        #expect(ofBoth.statements.map(\.dot.log.channel) == [.alliance])
        #expect(ofBoth.statements.map(\.member) == [Self.brand])
        #expect(try await world.bundle(members: [Self.north]) == nil)
        try world.close()
    }
}
