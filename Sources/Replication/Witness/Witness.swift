package import AllianceNames
package import Roster
package import TransparencyLog

/// What a witness says to one request: the whole of c2sp.org/tlog-witness `add-checkpoint` but for the
/// bytes that travel. A value; whoever carries it out makes reading the state, asking this and
/// writing the new state one transaction, and signs after it.
package enum Witness {
    /// A log that this witness looks after.
    package struct Log: Equatable, Sendable {
        package let key: VerifierKey
        /// Where the member register has ended the log.
        package let end: WitnessState?
        /// For a log that the register does not name: keys that it does, one of which has to vouch for
        /// each checkpoint.
        package let vouchers: [VerifierKey]?

        package init(
            key: VerifierKey, end: WitnessState? = nil, vouchers: [VerifierKey]? = nil
        ) {
            self.key = key
            self.end = end
            self.vouchers = vouchers
        }
    }

    /// A checkpoint that the log's key signed, before it is compared with what was cosigned.
    package struct Request: Sendable {
        package let checkpoint: VerifiedCheckpoint
        package let proof: ConsistencyProof
        package let end: WitnessState?

        package init(
            checkpoint: VerifiedCheckpoint, proof: ConsistencyProof, end: WitnessState? = nil
        ) {
            self.checkpoint = checkpoint
            self.proof = proof
            self.end = end
        }
    }

    /// The part that needs no state: known log, trusted signature.
    /// - Parameter log: nil for an origin that this witness does not look after.
    package static func admit(
        _ request: AddCheckpointRequest, to log: Log?
    ) throws(WitnessRefusal) -> Request {
        guard let log else { throw .unknownLog }
        let checkpoint: VerifiedCheckpoint
        do {
            checkpoint = try request.checkpoint.verified(by: log.key)
        } catch {
            throw .untrusted(detail: error.description)
        }
        if let vouchers = log.vouchers,
            checkpoint.validCosignatures(by: vouchers).isEmpty
        {
            throw .untrusted(detail: "no cosigner key of the member vouches for it")
        }
        return Request(checkpoint: checkpoint, proof: request.proof, end: log.end)
    }

    /// The part that belongs into one transaction with reading `last` and writing the result.
    ///
    /// - Parameter last: the latest checkpoint cosigned; nil for none.
    /// - Returns: what was cosigned from now on.
    /// - Throws: `WitnessRefusal`; nothing is signed and nothing changes then.
    package static func judge(
        _ request: Request, after last: WitnessState?
    ) throws(WitnessRefusal) -> WitnessState {
        let checkpoint = request.checkpoint
        if let last, let end = request.end, end.isLeft(by: last) {
            // Whatever is asked for: a size to prove from would only have the author look for a thief.
            throw .leftEnd(size: end.size, cosigned: last.size)
        }
        guard request.proof.from == last?.size ?? 0 else {
            throw .conflict(size: last?.size ?? 0)
        }
        if let end = request.end {
            guard checkpoint.size <= end.size else { throw .beyondEnd(size: end.size) }
            guard checkpoint.size < end.size || checkpoint.root == end.root else {
                throw .inconsistent(detail: "the log's end in the member register has another root")
            }
        }
        do {
            try request.proof.verify(
                fromRoot: last?.root ?? MerkleHash.emptyRoot, toRoot: checkpoint.root)
        } catch {
            throw .inconsistent(detail: error.description)
        }
        return WitnessState(size: checkpoint.size, root: checkpoint.root)
    }
}

/// The latest checkpoint of a log that a witness cosigned.
package struct WitnessState: Hashable, Sendable {
    package let size: TreeSize
    package let root: Digest

    package init(size: TreeSize, root: Digest) {
        self.size = size
        self.root = root
    }

    /// Whether nothing up to this end of a log is left to cosign for who has cosigned `last`: a cosigner
    /// says that it saw nothing larger, and nothing else (c2sp.org/tlog-cosignature).
    fileprivate func isLeft(by last: WitnessState) -> Bool {
        last.size > size || last.size == size && last.root != root
    }
}

/// Why a witness does not cosign.
package enum WitnessRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    case malformed(detail: String)
    case tooLarge(bytesMax: Int)
    /// No signature of a key that is trusted for the log, or one that does not hold.
    case untrusted(detail: String)
    case unknownLog
    /// The proof does not begin at what was cosigned last.
    case conflict(size: TreeSize)
    /// The proof does not hold, or the root is another one.
    case inconsistent(detail: String)
    /// The author was caught signing two histories.
    case frozen
    /// One member has so many audit logs here that another one is not begun.
    case tooManyLogs(max: Int)
    /// The member register has ended the log before.
    case beyondEnd(size: TreeSize)
    /// It has, and more than that, or something else, was cosigned here before.
    case leftEnd(size: TreeSize, cosigned: TreeSize)

    /// As c2sp.org/tlog-witness has it; whatever else keeps us from trusting a log is a 403.
    package var status: Int {
        switch self {
        case .malformed: 400
        case .untrusted, .frozen, .tooManyLogs, .beyondEnd, .leftEnd: 403
        case .unknownLog: 404
        case .conflict: 409
        case .tooLarge: 413
        case .inconsistent: 422
        }
    }

    package var description: String {
        switch self {
        case .malformed(let detail): "This is no add-checkpoint request: \(detail)."
        case .tooLarge(let bytesMax): "Such a request has at most \(bytesMax) bytes."
        case .untrusted(let detail): "No key trusted for this log signed: \(detail)."
        case .unknownLog: "This witness does not know the log."
        case .conflict(let size): "The checkpoint cosigned last has size \(size)."
        case .inconsistent(let detail):
            "The checkpoint does not extend the one cosigned last: \(detail)."
        case .frozen: "The author of this log signed two histories."
        case .tooManyLogs(let max): "One member may have \(max) audit logs cosigned here."
        case .beyondEnd(let size): "The member register ended this log at size \(size)."
        case .leftEnd(let size, let cosigned):
            "The member register ended this log at size \(size), and this witness had cosigned another branch, or more, at size \(cosigned). It cosigns nothing more of it; the next epoch is another log."
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .malformed: "request-malformed"
        case .tooLarge: "body-too-large"
        case .untrusted: "log-key-untrusted"
        case .unknownLog: "log-unknown"
        case .conflict: "size-conflict"
        case .inconsistent: "proof-refused"
        case .frozen: "log-frozen"
        case .tooManyLogs: "logs-too-many"
        case .beyondEnd, .leftEnd: "log-ended"
        }
    }
}

extension Witness.Log {
    /// What a witness of an alliance looks after: every log that the register lets count, and the audit
    /// logs of its members, except its own. (Of its own logs the cosigner says how fresh they are, and only by itself.)
    package init?(_ origin: LogOrigin, in roster: VerifiedRoster, of witness: MemberID) {
        guard origin.member != witness else { return nil }
        guard let log = roster.log(origin) else {
            // An audit log is nobody's but its node's, and no register names it.
            guard origin.alliance == roster.alliance, let key = origin.auditKey,
                roster.isActive(origin.member)
            else { return nil }
            self.init(key: key, vouchers: roster.cosignerKeys(of: origin.member))
            return
        }
        switch log.scope {
        case .open: self.init(key: log.key)
        case .until(let size, let root):
            self.init(key: log.key, end: WitnessState(size: size, root: root))
        case .never: return nil
        }
    }
}
