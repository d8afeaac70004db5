import AllianceNames
import AllianceNode
package import ArgumentParser
import Credentials
import ProductAuthentication
import Roster
import TransparencyLog

package struct ProductVerifyAnswer: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "verify-answer",
        abstract: "Check a saved answer: no network needed.",
        discussion: """
            FILE is an answer that 'product authenticate --save FILE' wrote; the question stands \
            beside it as FILE.question, the member register of that day as FILE.roster. The answer \
            holds if the register is signed by the authority, gives the number to the member that \
            answered and the key to that member, and the answer is signed with it for exactly this \
            question. Leaves with 0 when it holds, with 1 when it does not, and with 2 when a file \
            cannot be read as what it should be.

            Example: touchstone product verify-answer answer.note --authority certs/authority.vkey
            """)

    @Argument(help: "The saved answer.", completion: .file()) var file: String
    @OptionGroup package var authority: AuthorityOption
    @Option(
        help: ArgumentHelp(
            "A node's folder, whose newest member register is used instead.", valueName: "dir"),
        completion: .directory)
    var home: String?
    @Option(help: "The question, if it is not FILE.question.", completion: .file())
    var question: String?
    @Option(help: "The member register, if it is not FILE.roster.", completion: .file())
    var roster: String?
    @OptionGroup package var format: FormatOption

    package init() {}

    package func validate() throws {
        guard authority.named.isEmpty != (home == nil) else {
            throw ValidationError("give --authority or --home: whose word the member register is")
        }
        guard home == nil || authority.threshold == 1 else {
            throw ValidationError(
                "--threshold goes with --authority; with --home the folder's member register counts"
            )
        }
    }

    package func run() throws {
        let saved = SavedAnswer(path: file)
        let questionPath = question ?? saved.question
        let answerBytes = try DurableFile.read(file, bytesMax: SignedAnswer.bytesMax)
        let questionBytes = try DurableFile.read(questionPath, bytesMax: Question.bytesMax)
        let asked: Question
        do {
            asked = try Question(parsing: questionBytes)
        } catch {
            throw CommandError("\(questionPath) is no question: \(error)")
        }
        let register: VerifiedRoster
        do {
            register = try verifiedRegister(saved)
        } catch let error as RosterError {
            return try report(nil, asked, refusal: "the member register does not hold: \(error)")
        }
        do {
            let signed = try SignedAnswer(parsing: answerBytes)
            let verified = try signed.verify(
                question: .sha256(questionBytes),
                responders: register.responders(to: asked.product),
                keys: { register.answerKeys(of: $0) })
            try report(verified.answer, asked, refusal: nil)
        } catch let error as ProductAuthenticationError {
            try report(nil, asked, refusal: error.description)
        }
    }

    private func verifiedRegister(_ saved: SavedAnswer) throws -> VerifiedRoster {
        if let home {
            var option = HomeOption()
            option.path = home
            let node = try option.open(isMerged: false)
            defer { try? node.close() }
            return node.roster
        }
        let path = roster ?? saved.roster
        let note: SignedNote
        let text: Roster
        do {
            note = try SignedNote(parsing: DurableFile.read(path))
            text = try Roster(parsing: note.text)
        } catch let error as CredentialsError {
            throw error
        } catch {
            throw CommandError("\(path) is no member register: \(error)")
        }
        var chain = RosterChain(
            trusting: try authority.keys(), alliance: text.alliance)
        _ = try chain.accept(note)
        guard let newest = chain.newest else {
            throw CommandError("\(path) holds no member register")
        }
        return newest
    }

    /// - Throws: exit status 1 where the answer does not hold.
    private func report(_ answer: Answer?, _ asked: Question, refusal: String?) throws {
        switch format.format {
        case .json:
            try Output.write(
                json: VerifiedAnswersOutput(answers: [.init(answer, asked, refusal: refusal)]))
        case .table:
            if let answer {
                Output.write(
                    "The answer holds: signed by \(answer.responder) at \(MomentText.print(answer.answeredAt)) for this question of \(asked.asker)"
                )
                Output.write(
                    "\(answer.judgement.verdict.rawValue): \(answer.judgement.verdict.sentence)")
                for reason in answer.judgement.reasons {
                    Output.write("  \(AnswersOutput.line(reason, answer.judgement))")
                }
            } else {
                Output.write("The answer does not hold: \(Table.visible(refusal ?? ""))")
            }
        }
        if answer == nil { throw CommandExit.negative }
    }
}

/// The JSON of `product verify-answer`.
struct VerifiedAnswersOutput: VersionedOutput {
    struct Answer: Encodable {
        let holds: Bool
        /// Why it does not.
        let reason: String?
        let responder: String?
        let asker: String
        let askedAt: String
        let answeredAt: String?
        let verdict: String?
        let confidence: Int?
        let reasons: [AnswersOutput.Reason]

        init(_ answer: ProductAuthentication.Answer?, _ asked: Question, refusal: String?) {
            holds = answer != nil
            reason = refusal
            responder = answer?.responder.rawValue
            asker = asked.asker.rawValue
            askedAt = MomentText.print(asked.askedAt)
            answeredAt = answer.map { MomentText.print($0.answeredAt) }
            verdict = answer?.judgement.verdict.rawValue
            confidence = answer?.judgement.confidence
            reasons = answer.map { AnswersOutput.reasons(of: $0.judgement) } ?? []
        }
    }
    let version = 1
    let answers: [Answer]
}
