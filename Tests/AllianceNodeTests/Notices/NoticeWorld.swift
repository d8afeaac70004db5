import AllianceNames
import AllianceNode
import Casework
import Credentials
import Foundation
import Logging
import NodeAPI
import Notices
import SQLiteStore
import ServiceLifecycle
import SignIn
import Statements
import Synchronization

/// A member's folder whose node is opened and closed, with persons who follow something.
struct NoticeWorld {
    let alliance: ErasureAlliance

    init() async throws { alliance = try await ErasureAlliance(["own", "other"]) }

    /// The node as it runs once.
    struct Running {
        let node: OpenedNode
        let access: SQLiteAccessStore
        let persons: PersonRegister
        let casework: CaseworkDesk
        let desk: NoticeDesk

        func add(_ name: String, _ role: Role, email: String? = nil) async throws -> Subscriber {
            let id = try PersonID(parsing: name)
            try access.add(
                Person(id: id, displayName: name, roles: [role], email: email, addedAt: 1))
            try await persons.refresh()
            return .person(id)
        }

        func addProgram(_ name: String) async throws -> Subscriber {
            let (token, now) = (try TokenName(parsing: name), node.clock.now())
            try access.add(
                AccessToken(
                    name: token, hash: Secret.random().hash(for: .token), role: .readOnlyMachine,
                    createdAt: now, expiresAt: now + 3_600_000))
            try await persons.refresh()
            return .program(token)
        }

        func report(_ domain: String, _ tlp: TLP = .amber, note: String? = nil) async throws {
            try await node.report(
                [
                    .assertIndicator(
                        IndicatorAssertion(
                            indicator: Indicator(.domain, parsing: domain), basis: .testBuy,
                            confidence: 80, tlp: tlp, note: note))
                ], to: .alliance)
        }

        func follow(
            _ subscriber: Subscriber, _ domain: String, withLinked: Bool = false,
            byMail: Bool = false, webhook: UInt64? = nil
        ) async throws {
            _ = try await desk.subscribe(
                subscriber,
                to: .identifier(Indicator(.domain, parsing: domain), withLinked: withLinked),
                byMail: byMail, webhook: webhook)
        }

        /// Looks at all that is merged.
        func catchUp() throws { while try !desk.keeper.catchUp(within: .seconds(60)) {} }

        func told(_ subscriber: Subscriber, as asker: Asker) async throws -> [ShownNotice.Content] {
            try await desk.inbox(of: subscriber, as: asker, before: nil, limit: 50)
                .notices.map(\.content)
        }
    }

    func run(
        _ services: NoticeServices = NoticeServices(), _ body: (Running) async throws -> Void
    ) async throws {
        let node = try OpenedNode(alliance.home("own"))
        try await body(Self.running(node, services))
        try node.close()
    }

    static func running(
        _ node: OpenedNode, _ services: NoticeServices = NoticeServices()
    ) throws -> Running {
        let calls = BlockingCalls.concurrent(label: "test")
        let access = try SQLiteAccessStore(path: node.home.accessDatabase)
        let persons = try node.personRegister(calls: calls)
        let casework = try node.caseworkDesk(
            secondLook: .never, persons: persons, calls: calls)
        let desk = try node.noticeDesk(
            services, persons: persons, casework: casework, calls: calls)
        return Running(
            node: node, access: access, persons: persons, casework: casework, desk: desk)
    }

    /// Raises and sends in the background, as a node does, while `body` runs.
    static func keeping(
        _ running: Running, _ body: (Pulse) async throws -> Void
    ) async throws {
        let pulse = Pulse()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let keeping = try running.node.noticeKeeping(
            running.desk, origin: "https://desk.example",
            audit: running.node.auditRecorder(logger: logger), pulse: pulse, logger: logger)
        let services = ServiceGroup(configuration: .init(services: [keeping], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await services.run() }
            let result: Result<Void, any Error>
            do { result = .success(try await body(pulse)) } catch { result = .failure(error) }
            await services.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try result.get()
        }
    }
}

extension ShownNotice.Content {
    /// The readable values of what it is about.
    var values: [String] {
        if case .statement(let said) = self { said.indicators.map(\.value) } else { [] }
    }
}
