import AllianceNames
import CRDT
import MergedView
import Replication
package import Roster
import Statements
import TransparencyLog

extension EvidenceBundle {
    /// Looks at all that the bundle says, from the authority's keys on. Nothing else is asked: no file, no
    /// network, no clock.
    ///
    /// - Parameter keys: the authority's, from a source that is trusted.
    package func judged(trusting keys: AuthorityKeys) -> EvidenceJudgement {
        var judge = BundleJudge(self)
        return judge.judge(trusting: keys)
    }
}

/// The checks of one bundle, one behind the other.
private struct BundleJudge {
    private let bundle: EvidenceBundle
    private var checks: [EvidenceCheck.Kind: EvidenceCheck] = [:]
    /// Statements of which the log vouches, by place.
    private var logged: [Int: Logged] = [:]
    private var seen: [SignedCheckpoint: VerifiedCheckpoint] = [:]
    private var forked: Set<LogOrigin> = []

    /// A statement that is in its log.
    private struct Logged {
        let checkpoint: VerifiedCheckpoint
        var head: EntryHead?
        var content = VerifiedStatement.Content.unreadable("nothing was read")
    }

    init(_ bundle: EvidenceBundle) {
        self.bundle = bundle
        for kind in EvidenceCheck.Kind.allCases { checks[kind] = EvidenceCheck(kind) }
    }

    private var contents: EvidenceBundle.Contents { bundle.contents }
    private var statements: [BundledStatement] { contents.statements }

    mutating func judge(trusting keys: AuthorityKeys) -> EvidenceJudgement {
        checkFiles()
        if let roster = checkRegister(keys) {
            checkMaker(roster)
            checkLogs(roster)
            checkPayloads(roster)
            checkHistories(roster)
            checkForks(roster)
            checkSubject()
            let checks = inOrder
            guard checks.allSatisfy(\.holds) else {
                return EvidenceJudgement(checks: checks, verified: nil)
            }
            return EvidenceJudgement(
                checks: checks,
                verified: VerifiedBundle(
                    bundle: bundle, roster: roster, statements: verified(roster)))
        }
        return EvidenceJudgement(checks: inOrder, verified: nil)
    }

    private var inOrder: [EvidenceCheck] {
        EvidenceCheck.Kind.allCases.compactMap { checks[$0] }
    }

    private mutating func done(_ kind: EvidenceCheck.Kind, _ count: Int) {
        checks[kind]?.count = count
        checks[kind]?.isDone = true
    }

    private mutating func fail(_ kind: EvidenceCheck.Kind, _ failure: String) {
        checks[kind]?.fail(failure)
    }

    // MARK: The bundle as a whole

    private mutating func checkFiles() {
        let files = contents.files
        let sums = bundle.manifest.sums
        if files.map(\.path) != sums.map(\.path) {
            fail(.files, "the manifest names other files than the bundle has")
        }
        for (file, sum) in zip(files, sums) where Digest.sha256(file.bytes) != sum.digest {
            fail(.files, "\(file.path) has another digest than the manifest says")
        }
        done(.files, files.count)
    }

    /// The newest version of the register. The first version that the keys vouch for leads to all that
    /// follow; those before it have to be what it was made from.
    private mutating func checkRegister(_ keys: AuthorityKeys) -> VerifiedRoster? {
        let notes = contents.registers
        done(.register, notes.count)
        do {
            let chain = try RosterChain(
                trusting: keys, alliance: bundle.manifest.alliance, restoring: notes)
            if chain.newest == nil { fail(.register, "the bundle has no member register") }
            return chain.newest
        } catch {
            fail(.register, "\(error)")
            return nil
        }
    }

    private mutating func checkMaker(_ roster: VerifiedRoster) {
        done(.maker, 1)
        let making = bundle.manifest.making
        let keys = (roster.member(making.member)?.answerKeys ?? []).filter { admitted in
            admitted.tenure.from <= making.at
                && (admitted.tenure.until.map { making.at < $0 } ?? true)
        }
        do {
            _ = try bundle.note.signatures(verifiedBy: keys.map(\.key))
        } catch {
            fail(
                .maker,
                "\(making.member) is named as the maker, and its answer key of \(making.at) did not sign: \(error)"
            )
        }
    }

    // MARK: Each statement

    private mutating func checkLogs(_ roster: VerifiedRoster) {
        for (place, statement) in statements.enumerated() {
            let name = "statement \(place + 1), entry \(statement.index) of \(statement.origin)"
            guard let key = roster.logKey(for: statement.origin) else {
                fail(.authors, "\(name): the member register names no key of that log")
                continue
            }
            let checkpoint: VerifiedCheckpoint
            do {
                let signed = statement.proof.checkpoint
                checkpoint = try seen[signed] ?? signed.verified(by: key)
                seen[signed] = checkpoint
            } catch {
                fail(.authors, "\(name): \(error)")
                continue
            }
            do {
                try InclusionProof(
                    index: statement.index, size: checkpoint.size, path: statement.proof.path
                ).verify(leaf: MerkleHash.leaf(statement.entry), root: checkpoint.root)
            } catch {
                fail(.logged, "\(name): \(error)")
                continue
            }
            logged[place] = Logged(checkpoint: checkpoint)
        }
        done(.authors, statements.count)
        done(.logged, statements.count)
    }

    private mutating func checkPayloads(_ roster: VerifiedRoster) {
        var erasures: [VerifiedErasureCertificate] = []
        for (place, signed) in contents.erasures.enumerated() {
            do {
                erasures.append(try signed.verified(by: roster))
            } catch {
                fail(.erasures, "erasures/\(place + 1).note: \(error)")
            }
        }
        for (place, statement) in statements.enumerated() where logged[place] != nil {
            let name = "statement \(place + 1)"
            let entry = try? Entry(parsing: statement.entry)
            let erasure = erasures.map(\.certificate).first {
                $0.origin == statement.origin && $0.entries.contains(statement.index)
            }
            logged[place]?.head = entry.map { EntryHead(kind: $0.kind, issuedAt: $0.issuedAt) }
            switch (entry?.body, statement.saltAndPayload) {
            case (.open(let body)?, nil):
                logged[place]?.content = Self.read(entry?.kind, body)
            case (.commit(let commit)?, let bytes?):
                guard Digest.sha256(bytes) == commit else {
                    fail(.payloads, "\(name): the payload is not the one of the entry")
                    continue
                }
                // Whoever has the certificate has no right to hand on what it erases.
                guard erasure == nil else {
                    fail(.erasures, "\(name): its payload is there, and a certificate erases it")
                    continue
                }
                logged[place]?.content = Self.read(
                    entry?.kind, Array(bytes.dropFirst(Salt.byteCount)))
            case (.commit?, nil):
                guard let erasure else {
                    fail(.erasures, "\(name): its payload is missing, and no certificate erases it")
                    continue
                }
                logged[place]?.content = .erased(erasure.reason, at: erasure.issuedAt)
            case (nil, nil):
                logged[place]?.content = .unreadable("the entry is of a form not known here")
            case (.open?, .some), (nil, .some):
                fail(.payloads, "\(name): nothing in its entry commits to the payload beside it")
            }
        }
        done(.payloads, statements.count)
        done(.erasures, contents.erasures.count)
    }

    private static func read(_ kind: EntryKind?, _ payload: [UInt8]) -> VerifiedStatement.Content {
        guard let kind else { return .unreadable("the entry is of a form not known here") }
        do {
            let statement = try Statement.decode(kind: kind, payload: payload)
            if case .unknown = statement { return .unreadable("\(kind) is not known here") }
            return .said(statement)
        } catch {
            return .unreadable("\(error)")
        }
    }

    // MARK: What holds across statements

    private mutating func checkHistories(_ roster: VerifiedRoster) {
        var roots: [LogOrigin: [TreeSize: Digest]] = [:]
        func add(_ size: TreeSize, _ root: Digest, of origin: LogOrigin) -> Bool {
            let known = roots[origin, default: [:]].updateValue(root, forKey: size)
            return known.map { $0 == root } ?? true
        }
        var contradicted: Set<LogOrigin> = []
        for (place, logged) in logged {
            let origin = statements[place].origin
            if !add(logged.checkpoint.size, logged.checkpoint.root, of: origin) {
                contradicted.insert(origin)
            }
        }
        for origin in roots.keys {
            if case .until(let size, let root) = roster.scope(of: origin),
                !add(size, root, of: origin)
            {
                contradicted.insert(origin)
            }
        }
        for origin in contradicted.sorted() {
            fail(
                .histories,
                "log \(origin): two checkpoints of one size have different roots, or the member register names another"
            )
        }
        var histories = Dictionary(
            contents.histories.map { ($0.origin, $0) }
        ) { first, _ in first }
        for origin in roots.keys.sorted() where !contradicted.contains(origin) {
            let roots = roots[origin] ?? [:]
            let history = histories.removeValue(forKey: origin.description)
            guard roots.count > 1 || history != nil else { continue }
            do {
                guard let history else {
                    fail(.histories, "log \(origin): nothing shows that its checkpoints agree")
                    continue
                }
                try history.verify(roots: roots)
            } catch {
                fail(.histories, "log \(origin): \(error)")
            }
        }
        for origin in histories.keys.sorted()
        where !contradicted.map(\.description).contains(origin) {
            fail(.histories, "there is a history of log \(origin), and no statement of it")
        }
        done(.histories, roots.count)
    }

    private mutating func checkForks(_ roster: VerifiedRoster) {
        for (place, proof) in contents.forks.enumerated() {
            do {
                let origin = try LogOrigin(parsing: proof.origin)
                guard let key = roster.logKey(for: origin) else {
                    fail(.forks, "forks/\(place + 1): the register names no key of log \(origin)")
                    continue
                }
                _ = try proof.verified(by: key)
                forked.insert(origin)
            } catch {
                fail(.forks, "forks/\(place + 1): \(error)")
            }
        }
        done(.forks, contents.forks.count)
    }

    /// What says nothing of the subject does not belong: it would stand in a file on somebody else.
    private mutating func checkSubject() {
        done(.subject, statements.count)
        if statements.isEmpty { fail(.subject, "it has no statement") }
        if let part = bundle.manifest.part {
            for (place, statement) in statements.enumerated() where !part.takes(statement.origin) {
                fail(.subject, "statement \(place + 1) is of a member or channel that it is not of")
            }
        }
        guard let about = bundle.manifest.about else { return }
        let dots = Set(statements.map { Retraction.Dot(origin: $0.origin, index: $0.index) })
        for (place, logged) in logged {
            guard case .said(let statement) = logged.content else { continue }
            let concerns =
                switch statement {
                case .assertIndicator(let said): said.indicator == about
                case .dispute(let said): said.indicator == about
                case .sight(let said): said.indicator == about
                case .link(let said): said.a == about || said.b == about
                case .retract(let said): !dots.isDisjoint(with: said.dots)
                case .right, .registerProduct, .serialSnapshot, .stixObject, .complaint,
                    .misuseMeasure, .unknown:
                    false
                }
            if !concerns {
                fail(.subject, "statement \(place + 1) is about something else")
            }
        }
        checks[.subject]?.failures.sort()
    }

    // MARK: The result

    private func verified(_ roster: VerifiedRoster) -> [VerifiedStatement] {
        let dots = statements.map { StatementDot(log: $0.origin, index: $0.index) }
        let scope = ViewScope(roster, origins: Set(dots.map(\.log)), forked: forked)
        var removers: [StatementDot: [Int]] = [:]
        for (place, logged) in logged.sorted(by: { $0.key < $1.key }) {
            guard case .said(.retract(let said)) = logged.content else { continue }
            for target in said.dots {
                let target = StatementDot(log: target.origin, index: target.index)
                if dots[place].mayTakeBack(target), scope.counts(dots[place], removing: target) {
                    removers[target, default: []].append(place)
                }
            }
        }
        var confirmations: [VerifiedCheckpoint: (at: UInt64?, by: [String])] = [:]
        return statements.indices.compactMap { place in
            guard let logged = logged[place] else { return nil }
            let dot = dots[place]
            let confirmation =
                confirmations[logged.checkpoint]
                ?? Self.confirmation(of: logged.checkpoint, log: dot.log, by: roster)
            confirmations[logged.checkpoint] = confirmation
            let takenBackBy = removers[dot] ?? []
            return VerifiedStatement(
                number: place + 1, dot: dot, kind: logged.head?.kind,
                issuedAt: logged.head?.issuedAt, content: logged.content,
                leaf: MerkleHash.leaf(statements[place].entry), size: logged.checkpoint.size,
                confirmedAt: confirmation.at, witnesses: confirmation.by,
                standing: scope.standing(
                    of: dot, removals: Removals(takenBackBy.map { dots[$0] })),
                takenBackBy: takenBackBy.map { $0 + 1 })
        }
    }

    /// Since when a quorum of witnesses vouches for a checkpoint, and who has cosigned it.
    private static func confirmation(
        of checkpoint: VerifiedCheckpoint, log: LogOrigin, by roster: VerifiedRoster
    ) -> (at: UInt64?, by: [String]) {
        let policy = roster.witnessPolicy(for: log)
        let cosigned = CosignedCheckpoint(checkpoint, cosigners: policy.witnesses)
        let names = policy.cosigners(of: cosigned).map { key in
            roster.member(ofWitness: key).flatMap { roster.member($0)?.name } ?? key.name
        }
        return (policy.time(of: cosigned), names)
    }
}
