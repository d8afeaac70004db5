import Accounts
import AllianceNode
import Credentials
import Foundation
import HostilePeers
import NIOPosix
import NIOSSL
import NodeAPI
import Notices
import Peering
import SQLiteStore
import SignIn
import Testing

/// As whom a request comes: the port with or without a certificate, and what shows who it is.
struct DeskVisitor: Sendable {
    let port: HostileCaller
    /// Of a request with this body.
    let headers: @Sendable ([UInt8]) -> [(String, String)]
}

/// Whoever may come to a desk, with sessions that a request may end.
struct DeskVisitors {
    /// What a marketplace is called that signs what it posts.
    static let marketplace = "x"

    private let stranger: HostileCaller
    private let own: HostileCaller
    private let desk: WholeDesk
    private let secret: WebhookSecret
    private let person: Secret
    private let leaver: Secret
    private let account: Secret
    private let accountLeaver: Secret

    /// - Parameter secret: of the marketplace.
    init(_ desk: WholeDesk, marketplace secret: WebhookSecret) async throws {
        self.desk = desk
        self.secret = secret
        let group = MultiThreadedEventLoopGroup.singleton
        var tls = try TLSContexts.clientConfiguration(desk.node.tlsContexts().material)
        own = try HostileCaller(port: desk.port, tls: tls, group: group)
        (tls.certificateChain, tls.privateKey) = ([], nil)
        stranger = try HostileCaller(port: desk.port, tls: tls, group: group)
        (person, leaver) = (
            try await desk.signedIn(.approver).1, try await desk.signedIn(.approver).1
        )
        (account, accountLeaver) = try Self.accounts(desk)
        // As a node does that another process wrote for.
        try await #require(desk.accounts).refresh()
    }

    /// An account whose holder may file, in two sessions.
    private static func accounts(_ desk: WholeDesk) throws -> (Secret, Secret) {
        let id = AccountID(unchecked: "rh-abcdefghijkm")
        let now = desk.node.clock.now()
        let store = try desk.begin(id, isAgent: true)
        let owner = try #require(MailAddress("owner@register.example"))
        let code = VerificationCode.random().hash(for: id)
        try store.change(id, .sendCode, by: "anna", at: now) { account in
            try account.sent(
                code, to: owner, client: nil, for: account.toConfirm(client: nil), at: now)
        }
        try #require(try store.enter(code, of: id, at: now) == .confirmed)
        let sessions = (Secret.random(), Secret.random())
        for session in [sessions.0, sessions.1] {
            let link = Secret.random().hash(for: .accountLink)
            try store.add(linkOf: link, for: id, isMailed: false, at: now)
            _ = try #require(
                try store.begin(
                    usingLink: link, sessionHash: session.hash(for: .accountSession),
                    newAccount: id, at: now))
        }
        try store.close()
        return sessions
    }

    func of(_ route: DeskRoute) -> DeskVisitor {
        let pattern = route.pattern.description
        func shows(_ cookie: String, _ secret: Secret) -> DeskVisitor {
            DeskVisitor(port: stranger) { _ in
                [
                    ("Origin", "https://node"), ("Cookie", "\(cookie)=\(secret.text)"),
                    (FormToken.header, secret.formToken.text),
                ]
            }
        }
        switch route.access {
        case .members, .ownSystems, .programs:
            let accepts =
                pattern.hasPrefix("/taxii2") ? [("Accept", DeskBodies.taxii)] : []
            return DeskVisitor(port: own) { _ in accepts }
        case .people, .reporters: return shows(SessionCookie.name, person)
        case .accountHolders: return shows(AccountCookie.name, account)
        case .everybody where pattern == SignInPath.signOut:
            return shows(SessionCookie.name, leaver)
        case .everybody where pattern == AccountPath.signOut:
            return shows(AccountCookie.name, accountLeaver)
        case .everybody where route.isSigned: return marketplace
        case .everybody:
            return DeskVisitor(port: stranger) { _ in [("Origin", "https://node")] }
        }
    }

    /// Signs each body, whatever it is, as a message of now that never came before.
    private var marketplace: DeskVisitor {
        DeskVisitor(port: stranger) { [secret, clock = desk.node.clock] body in
            let (id, seconds) = (UUID().uuidString, clock.now() / 1_000)
            return [
                ("webhook-id", id), ("webhook-timestamp", String(seconds)),
                ("webhook-signature", secret.signature(id: id, timestamp: seconds, body: body)),
            ]
        }
    }
}
