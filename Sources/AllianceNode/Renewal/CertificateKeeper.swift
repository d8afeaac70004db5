package import AllianceNames
package import Credentials
package import Logging
import Peering
package import Roster
import X509

/// Keeps this node's certificate in its time, without a person: takes up what somebody has put into
/// `certs/tls.pem`, and asks a node that issues certificates for the next one before the present one
/// runs out, or once a new TLS key is admitted.
///
/// Which nodes issue is not announced anywhere: the platform's are asked first, then the others, a few
/// at a time, and who did last time before all. Who does not issue says so at once.
package actor CertificateKeeper {
    /// Peers asked in one attempt.
    package static let peersAskedMax = 8
    package static let deadline = Duration.seconds(10)

    /// How the keeper reaches the rest of the node.
    package struct Surroundings: Sendable {
        package let roster: @Sendable () -> VerifiedRoster?
        /// Posts a request to a peer, or to this node itself where it issues.
        package let ask: @Sendable ([UInt8], MemberID) async throws -> [UInt8]
        /// Whether this node itself issues.
        package let issuesItself: Bool
        /// New connections are shown this from now on; open ones go on.
        package let show: @Sendable (TLSIdentity) throws -> Void
        package let now: @Sendable () -> UTCTimestamp
        package let random: @Sendable () -> UInt64

        package init(
            roster: @escaping @Sendable () -> VerifiedRoster?,
            ask: @escaping @Sendable ([UInt8], MemberID) async throws -> [UInt8],
            issuesItself: Bool, show: @escaping @Sendable (TLSIdentity) throws -> Void,
            now: @escaping @Sendable () -> UTCTimestamp, random: @escaping @Sendable () -> UInt64
        ) {
            self.roster = roster
            self.ask = ask
            self.issuesItself = issuesItself
            self.show = show
            self.now = now
            self.random = random
        }
    }

    /// How long after it has asked in vain for a certificate by the CA that follows it asks again: nobody announces
    /// from when on that one certifies.
    package static let followerPauseSeconds: UInt64 = 86_400

    private let certs: CertsFolder
    private var anchors: TrustAnchors
    private var verifier: PeerVerifier
    private let around: Surroundings
    private let calls: BlockingCalls
    private let logger: Logger
    package private(set) var shown: TLSIdentity
    private var schedule: RenewalSchedule
    private var issuer: MemberID?
    /// Peers asked so far, so that the next attempt goes on behind them.
    private var asked = 0
    /// The file's text that was refused, so that it is told once.
    private var refused: CredentialsError?
    private var followerNotBefore: UTCTimestamp?

    package init(
        certs: CertsFolder, anchors: TrustAnchors, shown: TLSIdentity, around: Surroundings,
        calls: BlockingCalls, logger: Logger
    ) {
        self.certs = certs
        self.around = around
        self.calls = calls
        self.logger = logger
        self.shown = shown
        self.anchors = anchors
        verifier = PeerVerifier(anchors: anchors, alliance: shown.spiffeID.alliance)
        schedule = RenewalSchedule(random: around.random())
    }

    /// Judges by other trust anchors from now on, under which `identity` is shown already.
    package func trust(_ anchors: TrustAnchors, showing identity: TLSIdentity) {
        self.anchors = anchors
        verifier = PeerVerifier(anchors: anchors, alliance: identity.spiffeID.alliance)
        followerNotBefore = nil
        shown = identity
        schedule.succeeded()
        refused = nil
    }

    /// Looks once. To be called every few seconds, one call at a time.
    package func look() async {
        await takeUpFile()
        guard let roster = around.roster(), let (request, isByFollower) = await dueRequest(roster)
        else { return }
        for peer in nextPeers(roster) {
            do {
                let pem = try await around.ask(Array(request.pem.utf8), peer)
                let identity = try await accept(pem, for: request, byFollower: isByFollower)
                issuer = peer
                schedule.succeeded()
                logger.info(
                    "certificate renewed",
                    metadata: ["issuer": "\(peer)", "until": "\(identity.notAfter)"])
                return show(identity)
            } catch {
                if issuer == peer { issuer = nil }
                logger.debug(
                    "no certificate from this peer",
                    metadata: ["peer": "\(peer)", "reason": "\(error)"])
            }
        }
        if isByFollower {
            followerNotBefore = UTCTimestamp(
                secondsSince1970: around.now().secondsSince1970 + Self.followerPauseSeconds)
            return
        }
        schedule.failed(until: shown.notAfter, at: around.now(), random: around.random())
        logger.warning(
            "the certificate is not renewed yet; it is tried again",
            metadata: ["until": "\(shown.notAfter)"])
    }

    /// The request that is due, if one is, and whether only a certificate by the CA that follows is.
    private func dueRequest(
        _ roster: VerifiedRoster
    ) async -> (request: CertificateRequest, isByFollower: Bool)? {
        do {
            let key = try await calls.run { [certs] in try certs.newestTLSPrivateKey() }
            let digest = CertificateRequest.spkiDigest(of: key)
            let isAccepted = roster.acceptsTLSKey(shown.spiffeID.member, spkiDigest: digest)
            let isOvertaken = isAccepted && digest != shown.spkiDigest
            let isDue = schedule.isDue(
                from: shown.notBefore, until: shown.notAfter, isOvertaken: isOvertaken,
                at: around.now())
            if !isDue {
                let isPaused = followerNotBefore.map { around.now() < $0 } ?? false
                guard !isPaused, anchors.haveFollower(of: shown.certificate) else { return nil }
            }
            let request = try CertificateRequest(
                for: shown.spiffeID, key: isAccepted ? key : shown.privateKey)
            return (request, !isDue)
        } catch {
            logger.error("no certificate request", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    /// Whom to ask in this attempt.
    private func nextPeers(_ roster: VerifiedRoster) -> [MemberID] {
        let own = shown.spiffeID.member
        if around.issuesItself { return [own] }
        let reachable = roster.activeMembers.filter { $0.id != own && $0.endpoint != nil }
        let ordered =
            reachable.filter { $0.has(.platform) } + reachable.filter { !$0.has(.platform) }
        guard !ordered.isEmpty else { return [] }
        var peers = issuer.map { [$0] } ?? []
        for step in 0..<min(ordered.count, Self.peersAskedMax) {
            let peer = ordered[(asked + step) % ordered.count].id
            if !peers.contains(peer) { peers.append(peer) }
        }
        asked = (asked + Self.peersAskedMax) % ordered.count
        if ordered.count <= Self.peersAskedMax { asked = 0 }
        return peers
    }

    /// Checks what a peer has issued, and puts it into the place of the certificate before.
    private func accept(
        _ pem: [UInt8], for request: CertificateRequest, byFollower isByFollower: Bool
    ) async throws -> TLSIdentity {
        guard let text = String(validating: pem, as: UTF8.self) else {
            throw CredentialsError.request(problem: "the answer is no text")
        }
        let certificate = try Certificate(pem: text, path: "the answer")
        let issued = try await verifier.verify(chainDER: [certificate.der], at: around.now())
        guard issued.member == shown.spiffeID.member, issued.spkiDigest == request.spkiDigest else {
            throw CredentialsError.request(problem: "the answer is another certificate")
        }
        guard issued.notAfter > shown.notAfter || issued.spkiDigest != shown.spkiDigest else {
            throw CredentialsError.request(
                problem: "the answer ends at \(issued.notAfter), no later than the one in use")
        }
        guard !isByFollower || !anchors.haveFollower(of: certificate) else {
            throw CredentialsError.request(problem: "the answer is by the CA before")
        }
        return try await calls.run { [certs] in try certs.write(certificate: certificate) }
    }

    /// A person, or another process, may have put another certificate there.
    private func takeUpFile() async {
        do {
            let found = try await calls.run { [certs] in try certs.tlsIdentity() }
            guard found.certificateDER != shown.certificateDER else { return }
            _ = try await verifier.verify(chainDER: [found.certificateDER], at: around.now())
            refused = nil
            logger.info("another certificate is shown", metadata: ["until": "\(found.notAfter)"])
            show(found)
        } catch {
            let error = error as? CredentialsError
            if error != refused {
                logger.error(
                    "certs/tls.pem is refused; the certificate before stays in use",
                    metadata: ["reason": "\(error.map { "\($0)" } ?? "cannot be read")"])
            }
            refused = error
        }
    }

    private func show(_ identity: TLSIdentity) {
        do {
            try around.show(identity)
            shown = identity
            schedule.succeeded()
        } catch {
            logger.error("a certificate cannot be shown", metadata: ["reason": "\(error)"])
        }
    }
}
