import AllianceNames
import AllianceNode
import CRDT
import Casework
import Credentials
import Foundation
import MergedView
import Replication
import SQLiteStore
import SignIn
import Statements
import Testing

/// Approved is signed once, and taken back once, wherever the node is stopped: each stop is a folder that
/// is closed and opened again.
@Suite(.timeLimit(.minutes(30))) struct DraftPublishingTests {
    private struct Stopped: Error {}

    /// Where the node is stopped.
    enum Stop: CaseIterable {
        case beforeAppending, afterAppending, unsigned
    }

    private static let colleague = Colleague(
        try! PersonID(parsing: "anna"), [.view, .draft, .report])

    private static func content(_ count: Int) throws -> DraftContent {
        DraftContent(
            channel: .alliance, title: "",
            reports: try (0..<count).map {
                IndicatorAssertion(
                    indicator: try Indicator(.domain, parsing: "shop\($0).example"),
                    basis: .testBuy, confidence: 70, tlp: .amber)
            })
    }

    /// A folder's node, opened, that stops where it is told.
    private struct Opened {
        let node: OpenedNode
        let store: SQLiteCaseworkStore
        let publishing: DraftPublishing

        init(_ alliance: ErasureAlliance, stopping stop: Stop? = nil) throws {
            let node = try OpenedNode(alliance.home("own"))
            self.node = node
            store = try SQLiteCaseworkStore(path: node.home.caseworkDatabase)
            let calls = BlockingCalls.concurrent(label: "test")
            var appending: DraftPublishing.Appending?
            if let stop { appending = Self.appending(node, stopping: stop) }
            publishing = DraftPublishing(node, store: store, calls: calls, appending: appending)
        }

        /// Appends as far as it is told, and stops there.
        private static func appending(
            _ node: OpenedNode, stopping stop: Stop
        ) -> DraftPublishing.Appending {
            { (batch: SealedBatch, log: LogOrigin) async throws -> OwnEntries in
                if stop != .beforeAppending {
                    let isSigned = stop == .afterAppending
                    _ = try await node.writer.withLog { fenced in
                        try fenced.append(batch, to: log, isSigned: isSigned)
                    }
                }
                throw Stopped()
            }
        }

        func close() throws {
            try store.close()
            try node.close()
        }

        var size: UInt64 {
            get throws {
                try node.logs.state(of: node.writer.origin(in: .alliance))?.size ?? 0
            }
        }

        var signed: UInt64 {
            get throws {
                try node.logs.state(of: node.writer.origin(in: .alliance))?.served?.size ?? 0
            }
        }

        func counting(_ content: DraftContent) throws -> Int {
            try content.reports.count { report in
                try !node.view.state(
                    of: report.indicator, in: [.alliance], scope: node.scope(),
                    at: node.clock.now()
                ).asserting.isEmpty
            }
        }
    }

    private static func begin(_ content: DraftContent, in opened: Opened) throws -> Draft {
        var generator = SystemRandomNumberGenerator()
        let draft = Draft(
            id: CaseworkID(from: &generator), author: colleague.id, content: content,
            createdAt: opened.node.clock.now())
        try opened.store.add(draft, content)
        return draft
    }

    @Test(
        "a node that is stopped between the decision and its end has everything said once afterwards",
        arguments: Stop.allCases)
    func stopped(at stop: Stop) async throws {
        let alliance = try await ErasureAlliance(["own"])
        let content = try Self.content(300)

        var opened = try Opened(alliance, stopping: stop)
        // Something stands before it, so that its place is none that a fresh log would have.
        try await opened.node.report(
            [.assertIndicator(Self.content(301).reports[300])], to: .alliance)
        let draft = try Self.begin(content, in: opened)
        await #expect(throws: Stopped.self) {
            _ = try await opened.publishing.publish(
                draft, revision: 1, by: Self.colleague, needsSecondLook: false)
        }
        #expect(try opened.store.draft(draft.id).draft.stage == .approved)
        #expect(try opened.size == (stop == .beforeAppending ? 1 : 301))
        try opened.close()

        // Others are said meanwhile: what is looked for is not simply the end of the log.
        opened = try Opened(alliance)
        try await opened.node.report(
            [.assertIndicator(Self.content(302).reports[301])], to: .alliance)
        #expect(try await opened.publishing.finishAll() == 1)
        #expect(try await opened.publishing.finishAll() == 0)
        let published = try opened.store.draft(draft.id)
        #expect(published.draft.stage == .published)
        #expect(published.draft.entries?.first == (stop == .beforeAppending ? 2 : 1))
        #expect(published.reports.isEmpty, "what it said stands in the log alone")
        #expect(try opened.size == 302)
        #expect(try opened.signed == 302)
        #expect(try opened.counting(content) == 300)
        try opened.close()

        // The same for taking it back: exactly its entries, once.
        opened = try Opened(alliance, stopping: stop)
        await #expect(throws: Stopped.self) {
            _ = try await opened.publishing.withdraw(
                published.draft, revision: published.draft.revision, by: Self.colleague)
        }
        try opened.close()
        opened = try Opened(alliance)
        #expect(try await opened.publishing.finishAll() == 1)
        #expect(try opened.store.draft(draft.id).draft.stage == .withdrawn)
        #expect(try opened.size == 303)
        #expect(try opened.signed == 303)
        #expect(try opened.counting(content) == 0)
        #expect(try opened.counting(Self.content(302)) == 2, "what others said stands")
        try opened.close()
    }

    @Test(
        "what was taken back another way ends without anything being signed; what still stands in part does not"
    )
    func withdrawnOtherwise() async throws {
        let alliance = try await ErasureAlliance(["own"])
        let opened = try Opened(alliance)
        for (taken, signed) in [(1, 1), (2, 0)] as [(UInt64, UInt64)] {
            let draft = try Self.begin(Self.content(2), in: opened)
            let published = try await opened.publishing.publish(
                draft, revision: 1, by: Self.colleague, needsSecondLook: false)
            let entries = try #require(published.entries)
            try await opened.node.report(
                [
                    .retract(
                        Retraction(
                            dots: (0..<taken).map {
                                .init(origin: entries.log, index: entries.first + $0)
                            }))
                ], to: .alliance)
            let before = try opened.size
            let other = Colleague(try PersonID(parsing: "zoe"), [.view, .draft])
            await #expect(throws: CaseworkError.self) {
                _ = try await opened.publishing.withdraw(
                    published, revision: published.revision, by: other)
            }
            let ended = try await opened.publishing.withdraw(
                published, revision: published.revision, by: Self.colleague)
            #expect(ended.stage == .withdrawn)
            #expect(ended.withdrawal?.by == Self.colleague.id)
            #expect(try opened.size == before + signed)
            #expect(try opened.counting(Self.content(2)) == 0)
        }
        #expect(try await opened.publishing.finishAll() == 0)
        try opened.close()
    }

    @Test("one that cannot be signed holds up no other, and is told of")
    func others() async throws {
        let alliance = try await ErasureAlliance(["own"])
        let opened = try Opened(alliance, stopping: .beforeAppending)
        var drafts: [Draft] = []
        for _ in 0..<2 {
            let draft = try Self.begin(Self.content(2), in: opened)
            await #expect(throws: Stopped.self) {
                _ = try await opened.publishing.publish(
                    draft, revision: 1, by: Self.colleague, needsSecondLook: false)
            }
            drafts.append(draft)
        }
        // The first is of a channel in which this member has no seat any more.
        try opened.store.change(drafts[0].id, revision: nil, at: opened.node.clock.now()) {
            $0.channel = ChannelID(unchecked: "gone")
        }
        try opened.close()
        let again = try Opened(alliance)
        await #expect(throws: NodeError.self) { _ = try await again.publishing.finishAll() }
        #expect(try again.store.draft(drafts[0].id).draft.stage == .approved)
        #expect(try again.store.draft(drafts[1].id).draft.stage == .published)
        #expect(try again.signed == 2)
        try again.close()
    }

    @Test("however many go on at once with what was left, it is signed once")
    func finishing() async throws {
        let alliance = try await ErasureAlliance(["own"])
        let opened = try Opened(alliance, stopping: .beforeAppending)
        let draft = try Self.begin(Self.content(3), in: opened)
        await #expect(throws: Stopped.self) {
            _ = try await opened.publishing.publish(
                draft, revision: 1, by: Self.colleague, needsSecondLook: false)
        }
        try opened.close()
        let node = try OpenedNode(alliance.home("own"))
        let desk = try node.caseworkDesk(
            secondLook: .never, calls: .concurrent(label: "test"))
        let finished = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 { group.addTask { try await desk.finishAll() } }
            return try await group.reduce(0, +)
        }
        #expect(finished == 1)
        #expect(try node.logs.state(of: node.writer.origin(in: .alliance))?.size == 3)
        try node.close()
    }

    @Test("what two decide on at once is published once, and the other is told")
    func twice() async throws {
        let alliance = try await ErasureAlliance(["own"])
        let node = try OpenedNode(alliance.home("own"))
        let desk = try node.caseworkDesk(
            secondLook: .never, calls: .concurrent(label: "test"))
        let content = try Self.content(3)
        let draft = try await desk.begin(content, by: Self.colleague)
        let results = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let done = try? await desk.publish(
                        draft.id, revision: 1, by: Self.colleague)
                    return done?.stage == .published
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(results == 1)
        #expect(try node.logs.state(of: node.writer.origin(in: .alliance))?.size == 3)
        try node.close()
    }
}
