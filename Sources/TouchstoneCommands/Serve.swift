import AllianceNames
import AllianceNode
package import ArgumentParser
import Credentials
import Foundation
import Logging
import NodeAPI
import Roster

package struct Serve: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        abstract: "Run this member's node.",
        discussion: """
            Prints 'ready <url>' when it takes connections, and before it 'desk <url>' where there is \
            a desk port; logs to standard error; ends on SIGTERM or Ctrl-C, letting answers under \
            way finish.

            A member for whom the register has no endpoint is called by nobody: without --listen its \
            node takes no connections, brings its logs to the platform's nodes and fetches the \
            questions that wait there, and prints 'ready outbound-only'. Calls go through the HTTP \
            proxy that --proxy names, else the file 'proxy' in the folder, else HTTPS_PROXY.

            The desk port serves people and other companies' systems. Without a web certificate of \
            its own it shows the alliance certificate, which browsers do not know.

            Every option but --home and --config may stand in touchstone.conf in the folder as well \
            ('desk-port = 8443') or in the environment (TOUCHSTONE_DESK_PORT); the command line goes \
            before the environment, and that before the file. SIGHUP has the node take up changes of \
            the file, the register and the certificates without ending a connection; what has to \
            wait for the next start is said in the log.

            Example: touchstone serve --home brand --desk-port 8443
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup var settings: ServeSettings

    package init() {}

    package func run() async throws {
        // One that comes before there is something to reload ends nothing.
        signal(SIGHUP, SIG_IGN)
        let sources = settings.sources(home: home.folder)
        let reading = try settings.configuration(from: sources)
        let configuration = reading.configuration
        let log = LogOutput(
            .init(format: configuration.logFormat, level: configuration.logLevel))
        let logger = log.logger()
        for variable in reading.unknownVariables {
            logger.warning(
                "a variable of the environment is no setting", metadata: ["variable": "\(variable)"]
            )
        }
        let opened = try await opened(configuration.proxy, logger)
        try await checkCertificate(of: opened, logger)
        let address =
            configuration.listen
            ?? opened.roster.endpoint(of: opened.member).map {
                .init(host: $0.host, port: Int($0.port))
            }
        let desk = configuration.deskSettings(defaultHost: address?.host ?? "127.0.0.1")
        try await prepare(opened, hasDesk: desk != nil, logger)
        let node = try Node(
            opened, listen: address, desk: desk,
            replication: Self.replication(withholdingAfter: configuration.withholdingAfter),
            configuration: ConfigurationInForce(configuration, from: sources, log: log),
            manager: ServiceManager(environment: ProcessInfo.processInfo.environment),
            logger: logger
        ) { ports in
            if let desk, let port = ports.desk {
                Output.write("desk \(desk.publicOrigin ?? Self.url(desk.address.host, port))")
            }
            if let address, let port = ports.peer {
                Output.write("ready \(Self.url(address.host, port))")
            } else {
                Output.write("ready outbound-only")
            }
        }
        do {
            try await node.run(logger: logger)
        } catch let failure as PortFailure {
            throw CommandError(Self.sentence(of: failure))
        }
        try opened.close()
    }

    private static func url(_ host: String, _ port: Int) -> String {
        "https://\(PortAddress(host: host, port: port))"
    }

    /// Which port it is, and what names another address for that one.
    private static func sentence(of failure: PortFailure) -> String {
        let (port, settings) =
            switch failure.port {
            case .peer: ("peer", "--listen address:port")
            case .desk: ("desk", "--desk-host and --desk-port")
            }
        return
            "the \(port) port cannot listen at \(failure.address): \(failure.cause); if that address is not this machine's or is taken, name another with \(settings), or in the configuration"
    }

    /// Says what the folder's state means for the node, and begins signing.
    private func prepare(_ opened: OpenedNode, hasDesk: Bool, _ logger: Logger) async throws {
        if opened.isRosterExpired() {
            logger.warning(
                "the member register has expired; only the register is served",
                metadata: ["expired_at": "\(opened.roster.roster.expiresAt)"])
        }
        if opened.isStandby {
            logger.notice("this is a standby: it follows its member's node, and signs nothing")
            guard !hasDesk else {
                throw CommandError(
                    "a standby has no desk port: its copy of the registry is as old as its backup; promote it first ('touchstone standby promote')"
                )
            }
        }
        let signed = opened.isStandby ? [] : writableChannels(of: opened, logger)
        for origin in try await opened.beginSigning(in: signed) {
            logger.warning(
                "nothing is signed until another member has said how far the log goes",
                metadata: ["origin": "\(origin)"])
        }
    }

    private static func replication(withholdingAfter seconds: Int) -> Replicator.Limits {
        var limits = Replicator.Limits()
        limits.withholdingGrace = .seconds(seconds)
        limits.withholdingInterval = min(limits.withholdingInterval, limits.withholdingGrace / 4)
        return limits
    }

    /// Opens the folder; one that was restored first has to catch up, however long it takes to reach as
    /// many members as are needed.
    private func opened(_ proxy: String?, _ logger: Logger) async throws -> OpenedNode {
        let folder = home.folder
        let environment = ProcessInfo.processInfo.environment
        guard try HomeStanding(of: folder.certs).isRestored else {
            return try OpenedNode(folder, proxy: proxy, environment: environment)
        }
        let restored = try OpenedNode(
            folder, for: .recovery, proxy: proxy, environment: environment)
        logger.notice("catching up with the other members; nothing is served or signed until then")
        while true {
            do {
                let logs = try await restored.withPeerClient { client in
                    try await HomeRecovery(restored, transport: client, logger: logger).run()
                }
                for log in logs where log.held > log.before {
                    logger.notice(
                        "own entries pulled back from others",
                        metadata: [
                            "origin": "\(log.origin)", "entries": "\(log.held - log.before)",
                        ])
                }
                break
            } catch RecoveryError.tooFewAnswered(let about, let answered, let asked, let needed) {
                logger.warning(
                    "waiting for other members",
                    metadata: [
                        "about": "\(about)", "answered": "\(answered)", "asked": "\(asked)",
                        "needed": "\(needed)",
                    ])
                try await Task.sleep(for: .seconds(5))
            }
        }
        try restored.close()
        return try OpenedNode(folder, proxy: proxy, environment: environment)
    }

    /// A certificate that no peer takes is a mistake in the folder, and nothing would come of serving
    /// with it. One whose time is over still serves this member's own people.
    private func checkCertificate(of opened: OpenedNode, _ logger: Logger) async throws {
        let path = opened.home.certs.tlsCertificate
        do {
            try await opened.checkCertificate()
        } catch .expired(let until, _) {
            logger.warning(
                "peers refuse the certificate, which has expired; ask the authority for a new one",
                metadata: ["certificate": "\(path)", "expired_at": "\(until)"])
        } catch {
            throw CommandError("\(path): \(error); 'touchstone validate' says what else is wrong")
        }
    }

    /// The channels whose logs are to be signed on.
    private func writableChannels(of opened: OpenedNode, _ logger: Logger) -> [ChannelID] {
        let open = opened.channels.filter { opened.roster.mayWrite(opened.member, $0) }
        let signable = open.filter { opened.isLogKeyNamed(in: $0) }
        if signable.count < open.count {
            logger.warning(
                "the member register does not name this folder's log key; nothing is signed",
                metadata: ["folder": "\(opened.home.certs.path)"])
        }
        return signable.sorted()
    }
}
