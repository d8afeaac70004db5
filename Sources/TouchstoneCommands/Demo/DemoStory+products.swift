import Foundation
import ProductAuthentication
import Statements

extension DemoStory {
    static let earphones = "09521002000016"

    /// The four verdicts, a copied number among them, asked at the investigator, answered by the owner.
    func authenticate() throws {
        let owner = alliance.node(.electronics)
        let asker = alliance.node(.investigator)
        chapter("Is this product genuine? \(asker.member.name) asks, \(owner.member.name) answers")
        try issueEarphones(at: owner)
        let genuine = try ask(
            asker, "Norvik Buds 3 at a flea market in Hamburg", Self.code("NB3-101554"), "--place",
            "DE Hamburg")
        try require(genuine.verdict == "genuine", "an issued number is genuine")
        try require(
            genuine.responder == owner.member.id && !genuine.answeredLocally,
            "the owner answered, not the asker's node")
        let offered = try ask(
            asker, "the same model at a shop on Bazario", Self.code("NB3-101591"), "--seller",
            "seller-account:bazario:goldriver-88")
        for report in offered.sellerReports {
            line(
                "  \(report.value) is reported by \(report.members.map(name).joined(separator: ", "))"
            )
        }
        try require(
            offered.verdict == "caution" && offered.gives("serialIssued")
                && offered.gives("sellerIndicated"),
            "a genuine number at a reported seller calls for care")
        let unknown = try ask(
            asker, "one more, with a number nobody knows", Self.code("NB3-999999"))
        try require(
            unknown.verdict == "counterfeitSuspected" && unknown.gives("serialUnknown"),
            "a number that was never issued is suspected")
        try copiedNumber(owner, asker)
        let foreign = try ask(
            asker, "a product of a brand outside the alliance",
            "https://id.gs1.org/01/04006381333931/21/A1")
        try require(
            foreign.verdict == "unknown" && foreign.gives("prefixNotInAlliance"),
            "what nobody here can know is no sign of a fake")
    }

    /// A number that was sold in Hamburg and read as new goods in Dubai: its owner has both reads.
    private func copiedNumber(_ owner: DemoNode, _ asker: DemoNode) throws {
        let serial = "NB3-COPIED-7"
        let events = alliance.home.appending(path: "journey.jsonld")
        try Data(Self.journey(of: serial).utf8).write(to: events)
        try owner.run("product", "import-events", events.path())
        line("\(owner.member.name)'s own readers tell of number \(serial):")
        line("  made and shipped in China, sold in Germany 20 days ago, new in Dubai 8 days ago")
        let copied = try ask(
            asker, "Norvik Buds 3 in a container in Dubai", Self.code(serial), "--place",
            "AE Dubai")
        try require(
            copied.verdict == "counterfeitSuspected" && copied.gives("serialIssued")
                && copied.gives("stateConflict"),
            "a copied number is suspected although the brand issued it")
        try require(
            copied.reasons.contains { $0.code == "stateConflict" && $0.detail != nil },
            "the suspicion says what it rests on")
    }

    private func issueEarphones(at owner: DemoNode) throws {
        let products = alliance.home.appending(path: "products.csv")
        let product = "\(Self.earphones),Norvik,Norvik Buds 3,Norvik,DE;FR,yes"
        try Data("gtin,brand,name,marks,markets,serialised\n\(product)\n".utf8).write(to: products)
        try owner.run("product", "register", products.path())
        var serials = "gtin,serial,state,lot,expiry,market\n"
        for number in 1...500 {
            serials += "\(Self.earphones),NB3-\(100_000 + number * 37),sold,L7,,DE\n"
        }
        let items = alliance.home.appending(path: "serials.csv")
        try Data(serials.utf8).write(to: items)
        try owner.run("product", "import-serials", items.path())
    }

    private static func code(_ serial: String) -> String {
        "https://id.norvik.example/01/\(earphones)/21/\(serial)"
    }

    /// Asks as a person does, and tells the answer.
    func ask(
        _ asker: DemoNode, _ what: String, _ code: String, _ options: String...
    ) throws -> DemoVerdicts.Verdict {
        let arguments = ["product", "authenticate", code, "--purpose", "demonstration"] + options
        let answers = try DemoProcess.answer(
            DemoVerdicts.self, from: arguments + ["--home", asker.home.path()]
        ).answers
        guard let answer = answers.first else { throw DemoFailure("no answer about \(code)") }
        guard let verdict = Verdict(rawValue: answer.verdict) else {
            throw DemoFailure("\(answer.verdict) is no verdict")
        }
        line("\(what): \(code.split(separator: "/").last ?? "")")
        line("  \(verdict.sentence)")
        for reason in answer.reasons {
            line("  - \(reason.text)" + (reason.detail.map { " (\($0))" } ?? ""))
        }
        let sure = ConfidenceBand(answer.confidence).rawValue
        if let responder = answer.responder {
            line(
                "  answered and signed by \(name(of: responder)), confidence \(sure) (\(answer.confidence) of 100)"
            )
        } else if answer.confidence > 0 {
            line("  signed by nobody, confidence \(sure) (\(answer.confidence) of 100)")
        }
        return answer
    }

    /// What the owner's readers and its retailer's tell of one number, as an EPCIS document.
    private static func journey(of serial: String) -> String {
        let steps = [
            ("ADD", "commissioning", "CN", 60), ("OBSERVE", "shipping", "CN", 58),
            ("OBSERVE", "receiving", "DE", 30), ("OBSERVE", "retail_selling", "DE", 20),
            ("OBSERVE", "receiving", "AE", 8),
        ]
        let events = steps.map { action, step, country, daysAgo in
            let time = Date().addingTimeInterval(-Double(daysAgo) * 86_400)
            return """
                {"type": "ObjectEvent", "eventTime": "\(time.ISO8601Format())", \
                "eventTimeZoneOffset": "+00:00", "action": "\(action)", "bizStep": "\(step)", \
                "epcList": ["https://id.gs1.org/01/\(earphones)/21/\(serial)"], "readPoint": \
                {"id": "https://norvik.example/site/\(country)/\(step)", "gs1:countryCode": "\(country)"}}
                """
        }
        return """
            {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", \
            {"gs1": "https://gs1.org/voc/"}], "type": "EPCISDocument", "schemaVersion": "2.0", \
            "creationDate": "\(Date().ISO8601Format())", \
            "epcisBody": {"eventList": [\(events.joined(separator: ",\n"))]}}
            """
    }
}
