package import Complaints
package import Credentials
package import Logging
import Marketplaces
import NIOSSL
import NodeAPI
import Notices
import Replication
import Roster
package import SQLiteStore
import Statements

extension OpenedNode {
    /// The marketplaces of `marketplaces.json`; none where it is not there.
    ///
    /// - Throws: `DeskFileError` for what is in it; `CredentialsError` for a file that it names and that cannot be read,
    ///   or a secret that others can; `NoticeFileError` for issuers.
    package func marketplaces(calls: BlockingCalls) throws -> MarketplaceSet {
        MarketplaceSet(try marketplaceEntries(calls: calls))
    }

    /// Those of a node that may tell them something: of a platform, where `marketplaces.json` is there when it starts.
    ///
    /// - Throws: as `marketplaces(calls:)`.
    package func marketplacesOfPlatform(calls: BlockingCalls) throws -> MarketplaceSet? {
        guard !isStandby, roster.has(member, role: .platform),
            DurableFile.exists(home.marketplaceSettings)
        else { return nil }
        return try marketplaces(calls: calls)
    }

    /// Has a set take up what `marketplaces.json` says now. What is refused changes nothing.
    package func takeUpMarketplaces(
        into set: MarketplaceSet, calls: BlockingCalls
    ) async throws {
        let entries = try await calls.run { try self.marketplaceEntries(calls: calls) }
        await set.take(entries)
    }

    private func marketplaceEntries(calls: BlockingCalls) throws -> [MarketplaceSet.Entry] {
        let now = clock.now
        return try Self.marketplaceParts(of: home).map { part in
            let served = Set(part.entry.serves.map(\.rawValue))
            switch part.kind {
            case .rest(let address, let secret, let trust):
                let adapter = RESTMarketplace(
                    served, at: address, secret: secret, trust: trust, now: now)
                return MarketplaceSet.Entry(
                    part.entry.name, adapter, secret: secret,
                    schedule: OrderSchedule(hours: part.entry.hours),
                    end: { await adapter.shutdown() })
            case .folder(let path):
                return MarketplaceSet.Entry(
                    part.entry.name, FolderMarketplace(served, path: path, calls: calls),
                    schedule: OrderSchedule(
                        answerPauseMilliseconds: Self.folderPauseMilliseconds,
                        hours: part.entry.hours))
            }
        }
    }

    /// To look at a file costs nobody anything: each round looks.
    private static let folderPauseMilliseconds: UInt64 = 1_000

    /// One of `marketplaces.json` with what it names.
    struct MarketplacePart {
        enum Kind {
            case rest(WebhookAddress, WebhookSecret, TLSConfiguration)
            case folder(String)
        }

        let entry: MarketplaceSettings.Entry
        let kind: Kind
    }

    /// - Returns: how many there are.
    /// - Throws: as `marketplaces(calls:)`.
    package static func checkMarketplaces(of home: HomeFolder) throws -> Int {
        try marketplaceParts(of: home).count
    }

    static func marketplaceParts(of home: HomeFolder) throws -> [MarketplacePart] {
        let path = home.marketplaceSettings
        guard DurableFile.exists(path) else { return [] }
        let bytes = try DurableFile.read(path, bytesMax: MarketplaceSettings.bytesMax)
        let settings: MarketplaceSettings
        do throws(MarketplaceFormError) {
            settings = try MarketplaceSettings(parsing: bytes)
        } catch {
            throw DeskFileError(path: path, line: 1, problem: "\(error)")
        }
        return try settings.entries.map { entry in
            switch entry.kind {
            case .rest(let address, let secret, let issuers):
                let file = "\(home.certs.path)/\(secret)"
                let issuers = try issuers.map { try DurableFile.read("\(home.certs.path)/\($0)") }
                return MarketplacePart(
                    entry: entry,
                    kind: .rest(
                        address, try marketplaceSecret(file),
                        try WebhookSender.trust(certificates: issuers)))
            case .folder(let folder):
                let folder = folder.hasPrefix("/") ? folder : "\(home.path)/\(folder)"
                guard DurableFile.isFolder(folder) else {
                    throw DeskFileError(
                        path: path, line: 1, problem: "'\(folder)' is no folder")
                }
                return MarketplacePart(entry: entry, kind: .folder(folder))
            }
        }
    }

    private static let secretBytesMax = 1_024

    /// The file of one line; nobody but its owner may read it.
    private static func marketplaceSecret(_ path: String) throws -> WebhookSecret {
        let text = try DurableFile.text(path, bytesMax: secretBytesMax, secret: true)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        guard lines.count == 1, let secret = WebhookSecret(text: lines[0]) else {
            throw DeskFileError(
                path: path, line: 1,
                problem:
                    "it is not one line of 'whsec_' and the base64 of 24 to 64 bytes; 'echo whsec_$(openssl rand -base64 32)' makes one"
            )
        }
        return secret
    }

    /// What is on its way to marketplaces; its database is made where it is missing.
    ///
    /// - Throws: `SQLiteStoreError`.
    package func orderOutbox() throws -> SQLiteOrderOutbox {
        try SQLiteOrderOutbox(path: home.orderDatabase)
    }
}

/// What a platform's node has for marketplaces, put together.
package struct MarketplaceParts: Sendable {
    package let set: MarketplaceSet
    package let outbox: SQLiteOrderOutbox
    package let rounds: OrderRounds
    package let proposals: ScreeningProposals
    package let keeping: OrderKeeping
    /// What the desk port takes from marketplaces.
    package let desk: MarketplaceDesk
    /// Fired when something is to be brought.
    let pulse: Pulse
}

extension OpenedNode {
    /// - Parameters:
    ///   - register: of the complaints that are decided here.
    ///   - pulse: fired when a complaint has changed; fired here where a marketplace has answered.
    /// - Throws: `SQLiteStoreError`.
    package func marketplaceParts(
        _ set: MarketplaceSet, register: any ComplaintRegister, pulse: Pulse,
        calls: BlockingCalls, logger: Logger
    ) throws -> MarketplaceParts {
        let signing = ReportDesk(
            node: self, keys: try SQLiteRequestKeys(path: home.requestDatabase), calls: calls)
        let outbox = try orderOutbox()
        let proposals = ScreeningProposals(
            marketplaces: set, outbox: outbox,
            screening: ScreeningDesk(node: self, images: knownImages), logs: logs, calls: calls,
            now: clock.now)
        let rounds = OrderRounds(
            of: member, register: register, marketplaces: set, outbox: outbox, signing: signing,
            calls: calls, now: clock.now,
            erased: { [logs] in try logs.erasedEntries().mapValues(\.entries) })
        return MarketplaceParts(
            set: set, outbox: outbox, rounds: rounds, proposals: proposals,
            keeping: OrderKeeping(
                rounds: rounds, proposals: proposals, marketplaces: set, pulse: pulse,
                logger: logger),
            desk: MarketplaceDesk(
                marketplaces: set, outbox: outbox, proposals: proposals, pulse: pulse,
                calls: calls, now: clock.now), pulse: pulse)
    }
}
