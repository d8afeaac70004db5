package import JSON
import MarkRecognition
package import MergedView
package import Peering
package import Statements

/// A list of somebody's own that is compared with what is known. It is held for the time of one answer only.
package struct IdentifierList: Sendable {
    package static let valuesMax = 1_000

    struct Value: Sendable {
        let type: String
        let text: String
        let reading: Result<Indicator, IndicatorError>
    }

    let values: [Value]

    package init(_ request: DeskRequest) throws(PeerProblem) {
        let body = try RESTBody(
            request.body, mediaType: request.header("content-type"), names: ["identifiers"])
        let list = try body.required(
            "identifiers", body.list("identifiers", countMax: Self.valuesMax))
        var values: [Value] = []
        for one in list {
            let one = try RESTBody(one, names: ["type", "value"], what: "An identifier")
            let type = try one.required("type", one.word("type", IndicatorType.init(name:)))
            let text = try one.required(
                "value", one.text("value", characters: 1...StatementLimits.indicatorBytesMax))
            let reading: Result<Indicator, IndicatorError>
            do throws(IndicatorError) {
                reading = .success(try Indicator(type, parsing: text))
            } catch {
                reading = .failure(error)
            }
            values.append(Value(type: type.name, text: text, reading: reading))
        }
        self.values = values
    }

    package var indicators: [Indicator] { values.compactMap { try? $0.reading.get() } }

    /// Each value as a text in which marks may stand.
    package var texts: [TextWithMarks] {
        values.map { value in
            guard case .success(let indicator) = value.reading else {
                return TextWithMarks(value.text, .title)
            }
            return TextWithMarks(indicator.readableValue, indicator.recognitionContext)
        }
    }

    /// - Parameters:
    ///   - known: of `indicators`, in their order.
    ///   - marks: of `texts`, in their order.
    package func answer(
        _ known: [IndicatorState?], marks: [[MarkInText]] = []
    ) -> JSONValue {
        var next = known.makeIterator()
        let results = values.enumerated().map { place, value in
            var members: [(String, JSONValue?)] = [
                ("type", .string(value.type)), ("value", .string(value.text)),
            ]
            switch value.reading {
            case .success:
                let state = next.next() ?? nil
                members.append(("known", .bool(state != nil)))
                members.append(("indicator", state.map { IndicatorJSON.summary($0, []) }))
            case .failure(let error):
                members.append(("known", .bool(false)))
                members.append(("refused", .string(error.why)))
            }
            if place < marks.count, !marks[place].isEmpty {
                members.append(("marks", .array(marks[place].map(MarkInTextJSON.value))))
            }
            return JSONValue.members(members)
        }
        return .object(["results": .array(results)])
    }
}
