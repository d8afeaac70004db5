import AllianceNames
import Replication
import Roster
import TransparencyLog

// Witnesses: what they are brought, what they say to it, and what comes of their lines.
extension World {
    private var submissionLimits: WitnessSubmission.Limits {
        var limits = WitnessSubmission.Limits()
        limits.absence = Backoff(first: .seconds(1), limit: .seconds(15))
        limits.refusal = Backoff(first: .seconds(5), limit: .seconds(30))
        return limits
    }

    // MARK: As a witness

    func cosign(_ posted: [UInt8], at witness: Node) throws(PeerError) -> [UInt8] {
        let cosigner = Cosigner(
            member: witness.id, logs: witness.store, records: witness.store,
            signer: Keys.cosigner(witness.id))
        do {
            let request = try Cosigner.parse(posted)
            guard cosigner.isWitness(by: witness.roster) else {
                throw PeerError.refused(status: 404, detail: "no witness")
            }
            let line = try cosigner.cosign(
                request, by: witness.roster, at: wallSeconds(at: witness))
            let checkpoint = request.checkpoint.checkpoint
            checkCosigned(checkpoint, by: witness)
            note("\(witness.id) cosigns \(checkpoint.size) at \(line.cosignedAt ?? 0)")
            return Array("\(line)\n".utf8)
        } catch let refusal as WitnessRefusal {
            // The size travels in the body.
            if case .conflict(let size) = refusal {
                throw .refused(status: 409, detail: "\(size)\n")
            }
            throw .refused(status: refusal.status, detail: refusal.description)
        } catch let error as PeerError {
            throw error
        } catch {
            throw .refused(status: 503, detail: "\(error)")
        }
    }

    // MARK: As an author

    /// Begins to bring own logs to the register's witnesses.
    func takeWitnesses(_ node: Node) {
        guard scenario.hasWitnesses, !node.isForking else { return }
        let roster = node.roster
        for origin in node.ownOrigins {
            for key in roster.witnessPolicy(for: origin).witnesses {
                guard let witness = roster.member(ofWitness: key) else { continue }
                let name = Node.Submission(origin: origin, witness: witness)
                if node.submissions[name] == nil {
                    let known = try? node.store.cosigned(of: origin)
                        .first { $0.earliest(by: key) != nil }?.size
                    node.submissions[name] = WitnessSubmission(
                        cosigned: known, limits: submissionLimits)
                }
                handle(.rosterChanged, of: name, at: node)
            }
            submit(origin, at: node)
        }
    }

    func submit(_ origin: LogOrigin, at node: Node) {
        guard scenario.hasWitnesses,
            let size = ((try? node.store.state(of: origin)) ?? nil)?.served?.size
        else { return }
        for name in node.submissions.keys.sorted() where name.origin == origin {
            handle(.signed(size), of: name, at: node)
        }
    }

    private func handle(
        _ event: WitnessSubmission.Event, of name: Node.Submission, at node: Node
    ) {
        let moment = moment(at: node)
        for action in node.submissions[name]?.handle(event, at: moment) ?? [] {
            switch action {
            case .submit(let from):
                later(node, .zero) { [self] in bring(name, from: from, at: node) }
            case .wake(let at):
                later(node, at - time.now) { [self] in handle(.time, of: name, at: node) }
            case .alarm(let kind, let size):
                checkClaim(about: name.origin, kind, size, by: name.witness)
                _ = try? node.store.record(
                    OwnLogClaim(
                        origin: name.origin, claimedBy: name.witness, kind: kind, size: size,
                        at: wall(at: node)))
            }
        }
    }

    private func bring(_ name: Node.Submission, from: TreeSize, at node: Node) {
        do {
            guard let state = try node.store.state(of: name.origin), state.frozen == nil,
                let served = state.served, let key = node.roster.logKey(for: name.origin)
            else { return handle(.withdrawn, of: name, at: node) }
            guard from <= served.size else {
                return handle(.conflict(from, signed: served.size), of: name, at: node)
            }
            let verified = try SignedCheckpoint(parsing: served.noteText).verified(by: key)
            let request = try addition(verified, from: from, of: name.origin, in: node.store)
            self.request(
                .addCheckpoint, posting: Array(request.description.utf8), from: name.witness,
                by: node, deadline: .seconds(8)
            ) { [self] result in
                let event = took(result, to: verified, by: name, signed: served.size, at: node)
                handle(event, of: name, at: node)
            }
        } catch {
            handle(.failed, of: name, at: node)
        }
    }

    func addition(
        _ checkpoint: VerifiedCheckpoint, from: TreeSize, of origin: LogOrigin,
        in store: any LogStore
    ) throws -> AddCheckpointRequest {
        let proof = try TiledTree(size: checkpoint.size) {
            try self.tile($0, of: origin, in: store)
        }.consistencyProof(from: from)
        return AddCheckpointRequest(
            oldSize: from, path: proof.path,
            checkpoint: try SignedCheckpoint(
                parsing: CosignedCheckpoint(checkpoint, cosigners: []).noteText))
    }

    private func took(
        _ result: Answer, to checkpoint: VerifiedCheckpoint, by name: Node.Submission,
        signed: TreeSize, at node: Node
    ) -> WitnessSubmission.Event {
        switch result {
        case .success(let lines):
            let note = Array(CosignedCheckpoint(checkpoint, cosigners: []).noteText.utf8) + lines
            let key = Keys.cosigner(name.witness).verifierKey
            guard let logKey = node.roster.logKey(for: name.origin),
                let verified = try? SignedCheckpoint(parsing: note).verified(by: logKey)
            else { return .refused }
            let cosigned = CosignedCheckpoint(verified, cosigners: [key])
            guard cosigned.earliest(by: key) != nil,
                (try? node.store.keep(cosigned, of: name.origin, durability: .atReturn)) != nil
            else { return .refused }
            hasNews(node, of: name.origin)
            return .cosigned(checkpoint.size)
        case .failure(.refused(409, let size)):
            return .conflict(TreeSize(size.dropLast()) ?? 0, signed: signed)
        case .failure(.refused(422, _)): return .contradicted(checkpoint.size)
        case .failure(.refused(let status, _)): return status >= 500 ? .failed : .refused
        case .failure: return .failed
        }
    }

    // MARK: As anybody

    /// Keeps the cosignatures that a peer's note carries, once what they cover is held.
    func takeCosignatures(_ signed: SignedCheckpoint, of origin: LogOrigin, at node: Node) {
        guard let key = node.roster.logKey(for: origin),
            let held = ((try? node.store.state(of: origin)) ?? nil)?.size,
            held >= signed.checkpoint.size,
            isNews(signed, of: origin, key, at: node),
            let verified = try? signed.verified(by: key)
        else { return }
        let cosigned = CosignedCheckpoint(verified, cosigners: node.roster.cosigners(of: origin))
        guard !cosigned.cosignatures.isEmpty else { return }
        if (try? node.store.keep(cosigned, of: origin, durability: .withNext)) == true {
            hasNews(node, of: origin)
        }
    }

    private func isNews(
        _ signed: SignedCheckpoint, of origin: LogOrigin, _ key: VerifierKey, at node: Node
    ) -> Bool {
        let known = try? node.store.cosigned(of: origin, size: signed.checkpoint.size)
        return signed.note.signatures.contains { line in
            !key.isClaimed(by: line) && known?.holds(line) != true
        }
    }

    // MARK: As a forger

    /// Tries to have every witness cosign every branch.
    func submitBranches(_ origin: LogOrigin, at node: Node) {
        guard scenario.hasWitnesses else { return }
        for branch in node.branches where branch.origin == origin {
            for witness in nodes where witness.cast.isWitness && witness.id != node.id {
                submit(branch, from: 0, to: witness.id, at: node, attempts: 2)
            }
        }
    }

    private func submit(
        _ branch: AuthoredLog, from: TreeSize, to witness: MemberID, at node: Node, attempts: Int
    ) {
        let origin = branch.origin
        guard attempts > 0, let served = ((try? branch.store.state(of: origin)) ?? nil)?.served,
            from <= served.size,
            let verified = try? SignedCheckpoint(parsing: served.noteText)
                .verified(by: Keys.log(origin).verifierKey),
            let request = try? addition(verified, from: from, of: origin, in: branch.store)
        else { return }
        self.request(
            .addCheckpoint, posting: Array(request.description.utf8), from: witness, by: node,
            deadline: .seconds(8)
        ) { [self] result in
            guard case .failure(.refused(409, let size)) = result else { return }
            submit(
                branch, from: TreeSize(size.dropLast()) ?? 0, to: witness, at: node,
                attempts: attempts - 1)
        }
    }
}
