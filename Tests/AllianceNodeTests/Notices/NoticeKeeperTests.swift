import AllianceNames
import AllianceNode
import CRDT
import Casework
import Credentials
import MergedView
import NodeAPI
import Notices
import Replication
import Roster
import SQLiteStore
import SignIn
import Statements
import Synchronization
import Testing
import TransparencyLog

/// What is raised for whom, over stops of the node.
@Suite(.timeLimit(.minutes(30))) struct NoticeKeeperTests {
    private static let investigator = Asker.person(roles: [.investigator])
    private static let machine = Asker.machine(role: .readOnlyMachine)

    @Test("what is merged after somebody follows it is told once, over stops and views folded anew")
    func once() async throws {
        let world = try await NoticeWorld()
        try await world.run { running in
            try await running.report("shop.example")
            let anna = try await running.add("anna", .investigator)
            try await running.follow(anna, "shop.example")
            try running.catchUp()
            #expect(try await running.told(anna, as: Self.investigator).isEmpty)
            try await running.report("shop.example")
            // The node is stopped before it looks.
        }
        let anna = Subscriber.person(try PersonID(parsing: "anna"))
        try await world.run { running in
            try running.catchUp()
            try running.catchUp()
            let told = try await running.told(anna, as: Self.investigator)
            #expect(told.map(\.values) == [["shop.example"]])
            try await running.report("other.example")
            try await running.report("shop.example")
            try running.catchUp()
            #expect(try await running.told(anna, as: Self.investigator).count == 2)
        }
        try await world.run { running in
            try running.node.view.erase()
            try running.catchUp()
            try running.node.merger.catchUp()
            try running.catchUp()
            #expect(try await running.told(anna, as: Self.investigator).count == 2)
            #expect(try await running.desk.unreadCount(of: anna) == 2)
            let entry = try await running.desk.inbox(
                of: anna, as: Self.investigator, before: nil, limit: 1)
            #expect(entry.hasMore)
            #expect(
                try await running.desk.markRead(
                    entry.notices[0].notice.number, andBefore: false, of: anna) == 1)
            #expect(try await running.desk.unreadCount(of: anna) == 1)
        }
    }

    @Test("who may not see a statement is not told of it, and who may no longer sees it no longer")
    func rights() async throws {
        try await NoticeWorld().run { running in
            let anna = try await running.add("anna", .investigator)
            let program = try await running.addProgram("siem")
            for subscriber in [anna, program] {
                try await running.follow(subscriber, "shop.example")
            }
            try await running.report("shop.example", .red)
            try await running.report("shop.example", .amber)
            try running.catchUp()
            #expect(try await running.told(anna, as: Self.investigator).count == 2)
            #expect(try await running.told(program, as: Self.machine).count == 1)
            // As somebody with fewer rights than at the time: the statement is not shown, nor is its text.
            let after = try await running.told(anna, as: Self.machine)
            #expect(after.map(\.values) == [["shop.example"], []])
            #expect(after.last == .gone)
            let none = try await running.told(anna, as: .otherMember)
            #expect(none == [.gone, .gone])
            // Who is not there any more is told nothing.
            try running.access.remove(PersonID(parsing: "anna"), at: 2)
            try await running.persons.refresh()
            try await running.report("shop.example")
            try running.catchUp()
            #expect(try await running.desk.unreadCount(of: anna) == 2)
            #expect(try await running.desk.unreadCount(of: program) == 2)
        }
    }

    @Test("what is erased is gone from the inbox and from the file, and raises nothing later")
    func erased() async throws {
        let world = try await NoticeWorld()
        try await world.run { running in
            let anna = try await running.add("anna", .investigator)
            _ = try await running.desk.subscribe(
                anna, to: .mark("Verel"), byMail: false, webhook: nil)
            try await running.report("first.example", note: "xqsecret Verel")
            try await running.report("second.example", note: "Verel")
            try running.catchUp()
            try await running.report("third.example", note: "xqsecret Verel")
            let node = running.node
            let origin = node.writer.origin(in: .alliance)
            let certificate = try ErasureCertificate(
                origin: origin, entries: EntryRanges([0, 2]), reason: .request,
                issuedAt: UTCTimestamp(millisecondsSince1970: node.clock.now()))
            let signer = try #require(try node.logSigner(origin))
            _ = try node.apply(
                SignedErasure(certificate, by: [signer, try world.alliance.signer()]))
            try running.catchUp()
            let told = try await running.told(anna, as: Self.investigator)
            #expect(told.map(\.values) == [["second.example"], []])
            #expect(told.last == .gone)
        }
        let files = try world.alliance.files(of: "own", with: ["xqsecret"])
        #expect(!files.contains { $0.contains("notices") })
    }

    @Test("a withdrawal is told of by what it withdraws, and a withdrawn report shows that it is")
    func withdrawal() async throws {
        try await NoticeWorld().run { running in
            let anna = try await running.add("anna", .investigator)
            try await running.follow(anna, "shop.example")
            try await running.report("shop.example")
            let origin = running.node.writer.origin(in: .alliance)
            try await running.node.report(
                [.retract(Retraction(dots: [.init(origin: origin, index: 0)]))], to: .alliance)
            try running.catchUp()
            let told = try await running.told(anna, as: Self.investigator)
            #expect(told.map(\.values) == [["shop.example"], ["shop.example"]])
            let said = told.compactMap { content -> ShownStatement? in
                if case .statement(let said) = content { said } else { nil }
            }
            #expect(said.map(\.kind) == [.retract, .assertIndicator])
            #expect(said.map(\.standing) == [.live, .retracted])
        }
    }

    @Test(
        "a withdrawal of many is told of by each that its reader may see, however strict another is"
    )
    func withdrawalOfMany() async throws {
        try await NoticeWorld().run { running in
            let program = try await running.addProgram("siem")
            try await running.follow(program, "last.example")
            try await running.follow(program, "secret.example")
            let count = NoticeLimits.takenBackShownMax + 2
            try await running.report("secret.example", .red)
            for _ in 0..<count - 2 { try await running.report("shop.example") }
            try await running.report("last.example")
            try running.catchUp()
            #expect(try await running.told(program, as: Self.machine).count == 1)
            let origin = running.node.writer.origin(in: .alliance)
            func withdraw(_ indices: Range<UInt64>) async throws {
                let dots = indices.map { Retraction.Dot(origin: origin, index: $0) }
                try await running.node.report([.retract(Retraction(dots: dots))], to: .alliance)
                try running.catchUp()
            }
            // Of what it may not see alone it is not told.
            try await withdraw(0..<1)
            #expect(try await running.told(program, as: Self.machine).count == 1)
            try await withdraw(0..<UInt64(count))
            let told = try await running.told(program, as: Self.machine)
            #expect(told.count == 2)
            #expect(told.first?.values.contains("secret.example") == false)
            #expect(told.first != .gone)
        }
    }

    @Test("what is linked to an identifier is told of where that was asked for")
    func linked() async throws {
        try await NoticeWorld().run { running in
            let anna = try await running.add("anna", .investigator)
            let ben = try await running.add("ben", .investigator)
            try await running.follow(anna, "shop.example", withLinked: true)
            try await running.follow(ben, "shop.example")
            let link = try OperatorLink(
                Indicator(.domain, parsing: "shop.example"),
                Indicator(.domain, parsing: "mirror.example"), basis: .inspection)
            try await running.node.report([.link(link)], to: .alliance)
            try await running.report("mirror.example")
            try running.catchUp()
            #expect(try await running.told(anna, as: Self.investigator).count == 2)
            #expect(try await running.told(ben, as: Self.investigator).count == 1)
        }
    }

    @Test("a clock is told of once for each time, by those who may know of it")
    func clocks() async throws {
        let world = try await NoticeWorld()
        func follow(_ running: NoticeWorld.Running, _ who: Subscriber) async throws {
            for (kind, hours) in [
                (NoticeClock.Kind.register, 8_760), (.secondLook, 1), (.caseTask, 24),
            ] where !kind.isOfPersons || who.person != nil {
                _ = try await running.desk.subscribe(
                    who, to: .clock(NoticeClock(kind, hours: hours)), byMail: false, webhook: nil)
            }
        }
        try await world.run { running in
            let anna = try await running.add("anna", .investigator)
            let ben = try await running.add("ben", .investigator)
            let program = try await running.addProgram("siem")
            for who in [anna, ben, program] { try await follow(running, who) }
            let colleague = Colleague(try PersonID(parsing: "anna"), [.view, .draft, .report])
            let folder = try await running.casework.begin("raid", by: colleague)
            let due = running.node.clock.now() + 3_600_000
            try await running.casework.add(
                .task("call", of: nil, due: due), file: nil, to: folder.id, by: colleague)
            for _ in 0..<2 { try running.desk.keeper.raiseClocks() }
            // Of another's case nobody is told.
            #expect(try await running.told(ben, as: Self.investigator).count == 1)
            #expect(try await running.told(program, as: Self.machine).count == 1)
            let told = try await running.told(anna, as: Self.investigator)
            #expect(told.count == 2)
            let isTask = told.contains { content in
                guard case .clock(let reading) = content else { return false }
                return reading.kind == .caseTask && reading.at == due
            }
            #expect(isTask)
        }
        try await world.run { running in
            try running.desk.keeper.raiseClocks()
            let anna = Subscriber.person(try PersonID(parsing: "anna"))
            #expect(try await running.desk.unreadCount(of: anna) == 2)
            // A second reminder of the same is one of its own.
            _ = try await running.desk.subscribe(
                anna, to: .clock(NoticeClock(.caseTask, hours: 48)), byMail: false, webhook: nil)
            for _ in 0..<2 { try running.desk.keeper.raiseClocks() }
            #expect(try await running.desk.unreadCount(of: anna) == 3)
            // The case goes, and what was told of it.
            let colleague = Colleague(try PersonID(parsing: "anna"), [.view, .draft, .report])
            let folder = try #require(try await running.casework.cases(for: colleague).first)
            try await running.casework.remove(
                case: folder.id, revision: folder.revision, by: colleague)
            let told = try await running.told(anna, as: Self.investigator)
            #expect(told.contains(.gone))
        }
    }

    @Test("what stays due is told of once, long after its notice has gone, until it is due anew")
    func lasting() async throws {
        let world = try await NoticeWorld()
        let anna = Subscriber.person(try PersonID(parsing: "anna"))
        let colleague = Colleague(try PersonID(parsing: "anna"), [.view, .draft, .report])
        let later = Mutex<UInt64>(0)
        let clock = WallClock { WallClock.system.now() + later.withLock { $0 } }
        func run(_ body: (NoticeWorld.Running) async throws -> Void) async throws {
            let node = try OpenedNode(world.alliance.home("own"), clock: clock)
            let running = try NoticeWorld.running(node)
            try await running.persons.refresh()
            try await body(running)
            try node.close()
        }
        func clean(_ running: NoticeWorld.Running) throws -> Int {
            let store = try SQLiteNoticeStore(path: running.node.home.noticeDatabase)
            defer { try? store.close() }
            return try store.removeOld(at: clock.now())
        }
        func subscribe(_ running: NoticeWorld.Running, hours: Int) async throws {
            _ = try await running.desk.subscribe(
                anna, to: .clock(NoticeClock(.caseTask, hours: hours)), byMail: false,
                webhook: nil)
        }
        try await run { running in
            _ = try await running.add("anna", .investigator)
            try await subscribe(running, hours: 24)
            let folder = try await running.casework.begin("raid", by: colleague)
            for due in [clock.now(), clock.now() + 200 * 86_400_000] {
                try await running.casework.add(
                    .task("call", of: nil, due: due), file: nil, to: folder.id, by: colleague)
            }
            try running.desk.keeper.raiseClocks()
            #expect(try await running.desk.unreadCount(of: anna) == 1)
            later.withLock { $0 = NoticeLimits.keptMilliseconds + 60_000 }
            // Within one run, and after a change of what is followed.
            #expect(try clean(running) == 1)
            try running.desk.keeper.raiseClocks()
            try await running.follow(anna, "shop.example")
            try running.desk.keeper.raiseClocks()
            #expect(try await running.desk.unreadCount(of: anna) == 0)
        }
        try await run { running in
            try running.desk.keeper.raiseClocks()
            #expect(try await running.desk.unreadCount(of: anna) == 0)
            // The second task's time comes while the case is closed; opened again, both are due anew.
            later.withLock { $0 = 200 * 86_400_000 }
            let folder = try #require(try await running.casework.cases(for: colleague).first)
            let closed = try await running.casework.change(
                folder.id, revision: folder.revision
            ) { (one: inout Case) in try one.close(by: colleague, at: clock.now()) }
            try running.desk.keeper.raiseClocks()
            #expect(try await running.desk.unreadCount(of: anna) == 0)
            _ = try await running.casework.change(folder.id, revision: closed.revision) {
                (one: inout Case) in try one.open(by: colleague)
            }
            for _ in 0..<2 { try running.desk.keeper.raiseClocks() }
            #expect(try await running.desk.unreadCount(of: anna) == 2)
        }
    }
}
