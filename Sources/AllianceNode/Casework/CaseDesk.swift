import AllianceNames
import CRDT
package import Casework
import MergedView
package import NodeAPI
import Roster
import SQLiteStore
package import SignIn
import Statements
import TransparencyLog

/// Cases at the desk. They are in `casework.sqlite`, and nothing of them is anywhere else.
extension CaseworkDesk: DeskCases {
    package func now() -> UInt64 { node.clock.now() }

    package func cases(for colleague: Colleague) async throws -> [Case] {
        try await calls.run { [store] in
            try store.cases().filter { $0.isSeen(by: colleague) }
        }
    }

    package func sheet(
        _ id: CaseworkID, for colleague: Colleague
    ) async throws -> CaseSheet {
        try await calls.run { [self] in
            let (folder, items) = try store.folder(id)
            guard folder.isSeen(by: colleague) else { throw CaseworkError.notThere }
            let identifiers = items.compactMap { item -> (CaseworkID, Indicator)? in
                guard case .identifier(let indicator, _) = item.body else { return nil }
                return (item.id, indicator)
            }
            let states = try states(of: identifiers.map(\.1))
            let known = zip(identifiers, states).filter { _, state in state.status.isKnown }
            return CaseSheet(
                folder: folder, items: items,
                known: Dictionary(known.map { ($0.0.0, $0.1) }, uniquingKeysWith: { $1 }),
                optIn: try store.optIn(of: id), matches: try store.matches(of: id),
                comparisons: try store.comparisons().map {
                    .init(member: $0.member, at: $0.at, isAsking: $0.isAsking)
                })
        }
    }

    package func begin(
        _ title: String, by colleague: Colleague, for request: KeyedRequest?
    ) async throws -> (folder: Case, isAgain: Bool) {
        let (store, now) = (store, node.clock.now())
        return try await KeyedMaking.problems {
            try await calls.run { () throws -> (folder: Case, isAgain: Bool) in
                var generator = SystemRandomNumberGenerator()
                let folder = try Case(
                    id: CaseworkID(from: &generator), owner: colleague.id, title: title,
                    createdAt: now)
                return try store.add(folder, for: request.map { KeyedMaking($0, at: now) })
            }
        }
    }

    package func change(
        _ id: CaseworkID, revision: UInt64,
        _ body: @escaping @Sendable (inout Case) throws -> Void
    ) async throws -> Case {
        try await calls.run { [self] in
            try store.change(case: id, revision: revision, at: node.clock.now()) { folder in
                let before = Set(folder.team)
                try body(&folder)
                // Who was on it may have gone since: that keeps nobody from changing the rest.
                for person in folder.team where !before.contains(person) {
                    try checkWorker(person)
                }
            }
        }
    }

    package func add(
        _ body: CaseItem.Body, file: [UInt8]?, to id: CaseworkID, by colleague: Colleague,
        for request: KeyedRequest?
    ) async throws -> (item: CaseItem, isAgain: Bool) {
        let (store, now) = (store, node.clock.now())
        if case .task(_, let person?, _) = body { try checkWorker(person) }
        return try await KeyedMaking.problems {
            try await calls.run { () throws -> (item: CaseItem, isAgain: Bool) in
                var generator = SystemRandomNumberGenerator()
                let item = CaseItem(
                    id: CaseworkID(from: &generator), body: body, addedAt: now,
                    addedBy: colleague.id)
                return try store.add(
                    item, file: file, to: id, by: colleague,
                    for: request.map { KeyedMaking($0, at: now) })
            }
        }
    }

    package func finish(
        _ item: CaseworkID, in id: CaseworkID, by colleague: Colleague
    ) async throws {
        try await calls.run { [store, node] in
            try store.finish(item, in: id, by: colleague, at: node.clock.now())
        }
    }

    package func remove(
        _ item: CaseworkID, from id: CaseworkID, by colleague: Colleague
    ) async throws {
        try await calls.run { [store] in try store.remove(item, from: id, by: colleague) }
    }

    package func remove(
        case id: CaseworkID, revision: UInt64, by colleague: Colleague
    ) async throws {
        try await calls.run { [store] in
            try store.remove(case: id, revision: revision, by: colleague)
        }
    }

    package func file(
        _ item: CaseworkID, of id: CaseworkID, for colleague: Colleague
    ) async throws -> (item: CaseItem, bytes: [UInt8]) {
        try await calls.run { [store] in try store.file(item, of: id, for: colleague) }
    }

    package func optIn(
        _ id: CaseworkID, contact: String, by colleague: Colleague
    ) async throws {
        try await calls.run { [store, node] in
            try store.optIn(
                ContactOptIn(
                    folder: id, contact: contact, by: colleague.id, at: node.clock.now()),
                by: colleague)
        }
    }

    package func optOut(_ id: CaseworkID, by colleague: Colleague) async throws {
        try await calls.run { [store] in try store.optOut(of: id, by: colleague) }
    }

    package func referral(
        of id: CaseworkID, for colleague: Colleague, as asker: Asker
    ) async throws -> Referral {
        let sheet: CaseSheet = try await sheet(id, for: colleague)
        let policy = AccessPolicy(channels: node.channels)
        var reports: [Indicator: [Referral.OwnReport]] = [:]
        for item in sheet.items {
            guard case .identifier(let indicator, _) = item.body,
                let state = sheet.known[item.id]
            else { continue }
            let own = state.reports.filter { $0.member == node.member && $0.counts }
            let mayLeave = own.filter {
                policy.mayExport($0.said.tlp, in: $0.channel, toOutside: true, asker)
            }
            reports[indicator] = mayLeave.compactMap { report in
                report.dots.first.map {
                    .init(log: $0.log, index: $0.index, marking: report.said.tlp)
                }
            }
        }
        return Referral(
            member: node.roster.member(node.member)?.name ?? node.member.rawValue,
            folder: sheet.folder, items: sheet.items, ownReports: reports,
            at: node.clock.now())
    }
}
