import Credentials
import Logging
import NodeAPI
import Peering
import Replication
import Roster
import ServiceLifecycle
import TransparencyLog
import UnixSignals

/// Has a running node take up what its operator has changed, on SIGHUP: configuration, member register,
/// trust anchors, certificates, the desk's files. Open connections go on.
///
/// Each part is taken up or refused by itself, and a refusal leaves that part as it was. What a running
/// node cannot change is said in the log.
struct NodeReload: Service {
    /// What the desk takes up beside its files.
    struct Desk {
        let exports: ExportDesk
        let provider: CurrentProvider
    }

    let node: OpenedNode
    /// Nil where nobody configured this node from outside.
    let configuration: ConfigurationInForce?
    let tls: TLSContexts
    let client: PeerClient
    let keeper: CertificateKeeper
    let deskPort: DeskPort?
    let answers: DeskAnswers?
    let desk: Desk?
    /// Of a node that has an audit log.
    let auditing: AuditUpkeep?
    let webCertificate: WebCertificateKeeper?
    /// Of a platform's node.
    var marketplaces: MarketplaceSet?
    let calls: BlockingCalls
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in await UnixSignalsSequence(trapping: .sighup) { await reload() }
        }
    }

    func reload() async {
        logger.notice("reloading")
        _ = try? await calls.run {
            takeUpConfiguration()
            attempt("the roster in peers/ is refused") { try node.takeUpRosterFile() }
            attempt("the desk's files are refused; those before go on") { try takeUpDeskFiles() }
            noteAuthorityKeys()
        }
        await takeUpProvider()
        await takeUpMarketplaces()
        await takeUpAnchors()
        await keeper.look()
        logger.notice("reloaded")
    }

    // MARK: Parts; these block

    private func attempt(_ failure: Logger.Message, _ body: () throws -> Void) {
        do {
            try body()
        } catch {
            logger.error(failure, metadata: ["reason": "\(error)"])
        }
    }

    private func takeUpConfiguration() {
        guard let configuration, let change = configuration.reload(logger: logger) else {
            webCertificate?.look()
            return
        }
        var (live, later) = (change.live, change.atNextStart)
        let new = change.configuration
        attempt("the proxy is refused; calls go as before") {
            client.use(try node.proxySettings(given: new.proxy))
        }
        desk?.exports.take(rowsMax: UInt64(new.exportRows))
        auditing?.take(days: new.auditDays)
        if let webCertificate, let files = new.webCertificate {
            webCertificate.look(at: files)
        } else {
            // Between a web certificate and none the port stays what it was begun as.
            later += live.filter(\.isPath)
            live.removeAll(where: \.isPath)
        }
        for setting in live {
            logger.notice("a setting was changed", metadata: ["setting": "\(setting.name)"])
        }
        for setting in later {
            logger.warning(
                "a changed setting takes effect at the next start",
                metadata: ["setting": "\(setting.name)"])
        }
    }

    private func takeUpDeskFiles() throws {
        guard let answers else { return }
        answers.take(try node.deskLinks(), try node.verificationPolicies())
    }

    /// `sign-in.json`, with what stands beside the keys.
    private func takeUpProvider() async {
        guard let desk else { return }
        do {
            let node = node
            let setup = try await calls.run { try node.providerSetup() }
            await desk.provider.take(setup)
        } catch {
            logger.error(
                "sign-in.json is refused; people sign in as before",
                metadata: ["reason": "\(error)"])
        }
    }

    /// `marketplaces.json`, with the secrets that it names.
    private func takeUpMarketplaces() async {
        guard let marketplaces else { return }
        do {
            try await node.takeUpMarketplaces(into: marketplaces, calls: calls)
        } catch {
            logger.error(
                "marketplaces.json is refused; those before go on",
                metadata: ["reason": "\(error)"])
        }
    }

    /// They say which register is the alliance's: another authority is another start.
    private func noteAuthorityKeys() {
        attempt("certs/authority.vkey is refused; the keys before go on") {
            guard try node.home.certs.authorityKeys() != node.register.anchors else { return }
            logger.warning("changed authority keys take effect at the next start")
        }
    }

    // MARK: Trust anchors

    /// With the certificate in `certs/`, which may have come with them. Anchors under which this node's
    /// own certificate is none would cut it off, and are refused.
    private func takeUpAnchors() async {
        let certs = node.home.certs
        do {
            let anchors = try await calls.run { try certs.trustAnchors() }
            guard anchors.certificates.map(\.der) != tls.material.anchors.certificates.map(\.der)
            else { return }
            let identity = try await calls.run { try certs.tlsIdentity() }
            _ = try await PeerVerifier(anchors: anchors, alliance: node.alliance).verify(
                chainDER: [identity.certificateDER],
                at: UTCTimestamp(millisecondsSince1970: node.clock.now()))
            try tls.rebuild(with: TLSMaterial(identity, anchors: anchors))
            try deskPort?.certificateChanged()
            client.refresh()
            await keeper.trust(anchors, showing: identity)
            logger.notice(
                "other trust anchors are in force",
                metadata: ["certificates": "\(anchors.certificates.count)"])
        } catch {
            logger.error(
                "certs/alliance-ca.pem is refused; the trust anchors before go on",
                metadata: ["reason": "\(error)"])
        }
    }
}
