import CSV
import GS1
import JSON
import ProductAuthentication

extension FuzzedParser {
    static let questions = [
        FuzzedParser(
            "question",
            samples: [
                """
                touchstone question v1
                nonce AAAAAAAAAAAAAAAAAAAAAA==
                asked 1764000000000
                asker maison-verel
                gtin 09520123456788
                serial ABC-1
                lot L1
                expiry 270430
                seller domain shop.example
                place DE Hamburg
                purpose inspection

                """
            ],
            words: ["serial ", "scheme ", "code ", "listing ", "place ", "purpose ", "asked "]
        ) { bytes in
            do {
                let question = try Question(parsing: bytes)
                guard question.bytes == bytes else {
                    throw BrokenPromise("it is printed otherwise")
                }
                return "question"
            } catch let error as ProductAuthenticationError {
                return outcome(error)
            }
        },
        FuzzedParser(
            "answer",
            samples: [
                """
                touchstone answer v1
                question AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
                responder maison-verel
                answered 1764000000000
                verdict genuine
                confidence 90
                reason serialIssued
                as-of alliance.example/alliance/maison-verel/e1 12 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

                """
            ],
            words: ["reason ", "caution", "unknown", "as-of ", "confidence 0", "verdict "]
        ) { bytes in
            guard let text = String(validating: bytes, as: UTF8.self) else { return "not UTF-8" }
            do {
                let answer = try Answer(parsing: text)
                guard answer.text == text else { throw BrokenPromise("it is printed otherwise") }
                return "answer \(answer.judgement.verdict) \(answer.judgement.reasons.count)"
            } catch let error as ProductAuthenticationError {
                return outcome(error)
            }
        },
    ]

    private static func outcome(_ error: ProductAuthenticationError) -> String {
        guard case .line(_, let number, let expected, _) = error else { return error.keyword }
        return "\(error.keyword) \(number) \(expected)"
    }

    static let json = FuzzedParser(
        "json",
        samples: [
            #"{"a":[1,-2.5e3,true,false,null,"\u00e9\ud83d\ude00"],"b":{"c":"d"}}"#, "[[[[]]]]",
            "0",
        ],
        words: ["{", "}", "[", "]", "\"a\":", "\\u", "1e9", "null", ","]
    ) { bytes in
        do {
            _ = try JSONValue(parsing: bytes)
            return "value \(bytes.prefix(6))"
        } catch {
            return "\(error)".prefix(60).filter { !$0.isNumber }
        }
    }

    static let itemRows = FuzzedParser(
        "item-rows",
        samples: [
            "gtin,serial,state,lot,expiry,market\n09520123456788,A1,active,L1,270430,DE\n",
            "gtin,serial\r\n09520123456788,\"a\"\"b\"\r\n9520123456788,B\n",
            "scheme,code,serial\nx,y,z\n",
        ],
        words: ["gtin,serial\n", "09520123456788,", ",active", "\"", "recalled", ",2027-04-30"]
    ) { bytes in
        var rows = ItemRows.importing(.init(importedAt: 0), owns: { _ in true })
        do {
            try rows.read(bytes)
            try rows.finish()
        } catch {
            return "\(error)".prefix(40).description
        }
        guard rows.values.count == rows.acceptedCount else {
            throw BrokenPromise("\(rows.acceptedCount) accepted, \(rows.values.count) there")
        }
        return "\(min(rows.acceptedCount, 9)) "
            + Set(rows.refusals.map(\.keyword)).sorted().joined(separator: " ")
    }
}
