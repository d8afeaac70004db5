import AllianceNames
import AllianceNode
import Complaints
import Credentials
import Foundation
import NodeAPI
import Peering
import Replication
import SQLiteStore
import Screening
import SignIn
import Statements
import Synchronization
import Testing
import TransparencyLog

@Suite(.timeLimit(.minutes(10))) struct ScreeningProposalTests {
    /// Signs what is filed into the node's own log, as the platform's desk does when all checks pass.
    private struct FilingDesk: DeskComplaints {
        struct NotAsked: Error {}

        let node: OpenedNode
        let signing: StoppingSigning
        var isPlatform: Bool { true }

        init(_ world: OrderWorld) { (node, signing) = (world.node, world.signing) }

        func channels() -> [ChannelID] { [OrderWorld.channel] }
        func now() -> UInt64 { node.clock.now() }
        func check(_ complaint: Complaint, in channel: ChannelID) async throws -> [FilingFailure] {
            []
        }
        func file(
            _ complaint: Complaint, in channel: ChannelID, for request: KeyedRequest?
        ) async throws -> FilingOutcome {
            .answered(
                try await signing.sign(in: channel, for: request) {
                    [.complaint(.complaint(complaint))]
                })
        }
        func keep(_ bytes: [UInt8]) async throws -> KeptEvidence { throw NotAsked() }
        func evidence(
            _ digest: Digest, of complaint: EntryReference
        ) async throws -> EvidenceBytes? { throw NotAsked() }
        func page(_ query: ComplaintQuery) async throws -> ComplaintPage { throw NotAsked() }
        func complaint(_ id: EntryReference) async throws -> ComplaintDetail? { throw NotAsked() }
        func say(
            _ said: ComplaintStatement, by person: String?, for request: KeyedRequest?
        ) async throws -> SigningOutcome { throw NotAsked() }
        func queue(_ query: ReviewQuery, for person: String?) async throws -> [ReviewItem] {
            throw NotAsked()
        }
        func decider(_ person: String) -> String { person }
        func sellerLink(of complaint: EntryReference, places: [Int]) async throws -> SellerLink {
            throw NotAsked()
        }
        func sellerCase(_ token: String) async throws -> SellerCase? { throw NotAsked() }
        func figures(
            filed: Range<UInt64>?, in channels: Set<ChannelID>
        ) async throws -> [FigureKey: ComplaintFigures] { throw NotAsked() }
    }

    @Test(
        "files of listings are taken up once, and a proposal becomes the platform's own complaint")
    func files() async throws {
        let world = try OrderWorld()
        let url = world.alliance.folder.appending(path: "market")
        let screening = url.appending(path: "screening")
        try FileManager.default.createDirectory(at: screening, withIntermediateDirectories: true)
        let set = MarketplaceSet([
            .init("gone", FolderMarketplace(["gone"], path: "/nowhere", calls: world.calls)),
            .init("bazario", FolderMarketplace(["bazario"], path: url.path(), calls: world.calls)),
        ])
        let outbox = try world.node.orderOutbox()
        let proposals = ScreeningProposals(
            marketplaces: set, outbox: outbox,
            screening: ScreeningDesk(node: world.node, images: KnownImages()),
            logs: world.node.logs, calls: world.calls,
            now: { world.now })
        try await world.node.report(
            [
                .assertIndicator(
                    IndicatorAssertion(
                        indicator: try Indicator(.sellerAccount, parsing: "bazario:bad"),
                        basis: .testBuy, confidence: 85, tlp: .amber))
            ], to: .alliance)
        let lines = (1...300).map {
            #"{"marketplace":"bazario","listing":"\#($0)","title":"Bag","seller":"\#($0 == 7 ? "bad" : "honest\($0)")"}"#
        }
        try Data(lines.joined(separator: "\n").utf8).write(
            to: screening.appending(path: "today.ndjson"))
        // One that cannot be read, and comes before it, holds it up as little as a folder that is gone.
        let link = screening.appending(path: "link.ndjson")
        try FileManager.default.createSymbolicLink(
            at: link, withDestinationURL: screening.appending(path: "today.ndjson"))
        await #expect(throws: MarketplaceError.self) { try await proposals.takeUpFiles() }
        try FileManager.default.removeItem(at: link)
        await #expect(throws: MarketplaceError.self) { try await proposals.takeUpFiles() }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: screening.path())
                == ["today.ndjson.done"])
        let open = try await proposals.open()
        #expect(open.map(\.listing.value) == ["bazario:7"])
        let proposed = try #require(open.first)
        #expect(proposed.title == "Bag" && proposed.harmCents > 0)
        #expect(String(decoding: proposed.proposal, as: UTF8.self).contains("\"reasons\":"))
        let filing = ProposalFiling(
            right: .init(office: "EM", number: "1"), ground: .markInListing,
            goodFaithStatement: "In good faith.", declaredBy: "The desk")
        let desk = FilingDesk(world)
        let number = proposed.number
        let outcome = try await proposals.file(number, filing, in: OrderWorld.channel, by: desk)
        guard case .answered(.signed(let entries, _))? = outcome else {
            Issue.record("nothing was filed")
            return
        }
        let id = EntryReference(origin: entries.log, index: entries.indexes.lowerBound)
        #expect(try await proposals.proposal(number)?.state == .filed(id))
        #expect(try await proposals.open().isEmpty)
        try world.register.catchUp()
        let state = try #require(try world.register.reading(of: id)?.state)
        #expect(state.complainant == .screening(MemberID(unchecked: "hub")))
        #expect(state.listings.map(\.listing.value) == ["bazario:7"])
    }

    private static func filing(_ declaredBy: String) -> ProposalFiling {
        ProposalFiling(
            right: .init(office: "EM", number: "1"), ground: .markInListing,
            goodFaithStatement: "In good faith.", declaredBy: declaredBy, explanation: "See it.",
            evidence: [
                EvidenceFile(
                    digest: .sha256([1]), mediaType: "image/png", byteCount: 9,
                    role: .listingCapture)
            ])
    }

    private static func signed(_ outcome: FilingOutcome?) -> (SignedEntries, isAgain: Bool)? {
        guard case .answered(.signed(let entries, let isAgain))? = outcome else { return nil }
        return (entries, isAgain)
    }

    @Test(
        "a filing that comes again is answered by its complaint, and any other is not done",
        arguments: [false, true])
    func again(stops: Bool) async throws {
        let world = try OrderWorld()
        _ = try await Self.report(in: world)
        let proposals = try Self.proposals(world)
        _ = try await proposals.screen(Self.line, of: ["bazario"])
        let number = try #require(try await proposals.open().first).number
        let desk = FilingDesk(world)
        func file(_ declaredBy: String, in channel: ChannelID = OrderWorld.channel) async throws
            -> (SignedEntries, isAgain: Bool)?
        {
            Self.signed(
                try await proposals.file(number, Self.filing(declaredBy), in: channel, by: desk))
        }
        if stops {
            // It is signed, and nobody has noted that.
            world.signing.stop(.behind)
            await #expect(throws: StoppingSigning.Stopped.self) { try await file("Anna") }
            #expect(try await proposals.open().count == 1)
            #expect(try await file("Ben") == nil, "the complaint that there is says something else")
            #expect(try await proposals.open().isEmpty)
        } else {
            #expect(try await file("Anna")?.isAgain == false)
        }
        let (entries, isAgain) = try #require(try await file("Anna"))
        #expect(isAgain && entries.log.channel == OrderWorld.channel)
        let id = EntryReference(origin: entries.log, index: entries.indexes.lowerBound)
        #expect(try await proposals.proposal(number)?.state == .filed(id))
        #expect(entries.indexes.count == 1 && entries.treeSize > entries.indexes.lowerBound)
        #expect(try await file("Anna", in: .alliance) == nil)
        #expect(try await file("Ben") == nil)
        try world.register.catchUp()
        #expect(try world.register.said().count == 1)
        // Of what is erased nobody knows what it said.
        try world.erase(id)
        #expect(try await file("Anna") == nil)
    }

    @Test("what is no case is not filed")
    func dismissed() async throws {
        let world = try OrderWorld()
        _ = try await Self.report(in: world)
        let proposals = try Self.proposals(world)
        _ = try await proposals.screen(Self.line, of: ["bazario"])
        let number = try #require(try await proposals.open().first).number
        #expect(try await proposals.dismiss(number))
        let outcome = try await proposals.file(
            number, Self.filing("Anna"), in: OrderWorld.channel, by: FilingDesk(world))
        #expect(outcome == nil)
        #expect(try world.register.said().isEmpty)
    }

    @Test("a file that cannot be put aside holds up no other marketplace's")
    func blocked() async throws {
        let world = try OrderWorld()
        var folders: [URL] = []
        var entries: [MarketplaceSet.Entry] = []
        for name in ["aisle", "bazario"] {
            let url = world.alliance.folder.appending(path: name)
            folders.append(url.appending(path: "screening"))
            try FileManager.default.createDirectory(
                at: folders[folders.count - 1], withIntermediateDirectories: true)
            entries.append(
                .init(name, FolderMarketplace([name], path: url.path(), calls: world.calls)))
        }
        let proposals = ScreeningProposals(
            marketplaces: MarketplaceSet(entries), outbox: try world.node.orderOutbox(),
            screening: ScreeningDesk(node: world.node, images: KnownImages()),
            logs: world.node.logs, calls: world.calls,
            now: { world.now })
        for folder in folders {
            try Data("{}".utf8).write(to: folder.appending(path: "one.ndjson"))
        }
        // Where its new name would be there is a folder.
        try FileManager.default.createDirectory(
            at: folders[0].appending(path: "one.ndjson.done"), withIntermediateDirectories: true)
        await #expect(throws: (any Error).self) { try await proposals.takeUpFiles() }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folders[1].path())
                == ["one.ndjson.done"])
    }

    /// Has something done once between what is found and what is kept.
    private final class SlowScreening: ListingScreening {
        struct Screener: ListingScreener {
            let screener: any ListingScreener
            let between: @Sendable () throws -> Void
            var marks: Int { screener.marks }

            func screen(_ listings: [Listing]) async throws -> [Proposal?] {
                let found = try await screener.screen(listings)
                try between()
                return found
            }
        }

        private let desk: ScreeningDesk
        private let between: @Sendable () throws -> Void

        init(_ desk: ScreeningDesk, between: @escaping @Sendable () throws -> Void) {
            self.desk = desk
            self.between = between
        }

        func begin(for asker: Asker) async throws -> any ListingScreener {
            Screener(screener: try await desk.begin(for: asker), between: between)
        }
    }

    private static let line = Array(
        #"{"marketplace":"bazario","listing":"7","title":"Bag","seller":"xqvonne"}"#.utf8)

    private static func report(in world: OrderWorld) async throws -> EntryReference {
        let seller = try Indicator(.sellerAccount, parsing: "bazario:xqvonne")
        let written = try await world.node.report(
            [
                .assertIndicator(
                    IndicatorAssertion(
                        indicator: seller, basis: .testBuy, confidence: 85, tlp: .amber))
            ], to: .alliance)
        return EntryReference(origin: written.origin, index: written.indexes.lowerBound)
    }

    private static func proposals(
        _ world: OrderWorld, between: @escaping @Sendable () throws -> Void = {}
    ) throws -> ScreeningProposals {
        ScreeningProposals(
            marketplaces: MarketplaceSet([]), outbox: try world.node.orderOutbox(),
            screening: SlowScreening(
                ScreeningDesk(node: world.node, images: KnownImages()), between: between),
            logs: world.node.logs, calls: world.calls, now: { world.now })
    }

    private static func files(_ world: OrderWorld) throws -> [String] {
        try RawFiles.holding(["xqvonne"], in: URL(filePath: world.node.home.path))
            .filter { $0.hasPrefix("orders.sqlite") }
    }

    @Test("a report that is erased leaves what was proposed for it, in no byte of the file")
    func erased() async throws {
        let world = try OrderWorld()
        let report = try await Self.report(in: world)
        let proposals = try Self.proposals(world)
        #expect(try await proposals.screen(Self.line, of: ["bazario"]).proposed == 1)
        #expect(try !Self.files(world).isEmpty)
        try world.erase(report)
        #expect(try await proposals.open().isEmpty)
        #expect(try Self.files(world) == [])
    }

    @Test("what was found in a report that is erased meanwhile is not kept")
    func erasedMeanwhile() async throws {
        let world = try OrderWorld()
        let report = try await Self.report(in: world)
        // Once: a certificate of another second is another one, and looked through anew for.
        let isErased = Mutex(false)
        let proposals = try Self.proposals(world) {
            let isFirst = isErased.withLock { done in
                defer { done = true }
                return !done
            }
            if isFirst { try world.erase(report) }
        }
        #expect(try await proposals.screen(Self.line, of: ["bazario"]).proposed == 0)
        #expect(try await proposals.open().isEmpty)
        #expect(try Self.files(world) == [])
    }

    @Test("nothing is proposed while a certificate is being carried out")
    func erasing() async throws {
        let world = try OrderWorld()
        let report = try await Self.report(in: world)
        try world.node.erasureRegister.accept(world.erasure(of: report))
        let proposals = try Self.proposals(world)
        let error = await #expect(throws: PeerProblem.self) {
            try await proposals.screen(Self.line, of: ["bazario"])
        }
        #expect(error?.status == 503)
        #expect(try Self.files(world) == [])
    }
}
