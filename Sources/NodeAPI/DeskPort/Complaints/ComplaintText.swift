/// The texts of complaints. What they say in a language stands in that language's file in `Languages`.
package enum ComplaintText: Hashable, CaseIterable, Sendable {
    // Terms: where a listing stands.
    case stageFiled, stageEvidence, stageReturned, stageRefiled, stageTakenDown, stageRefused,
        stageContested, stageAppealed, stageTakedownUpheld, stageRefusalUpheld, stageReinstated,
        stageWithdrawn
    // Terms: grounds.
    case groundFeatures, groundTestBuy, groundModel, groundMark, groundDesign, groundCopyright,
        groundPatent
    // Terms: verdicts and how far they go.
    case verdictTakeDown, verdictRefuse, verdictReturn, scopeListing, scopeProduct, scopeStorefront
    // Terms: files.
    case roleCapture, roleFeatures, roleReport, roleReceipt, roleRange, roleRegistration, roleWork,
        roleChart, roleAuthorisation, roleJudgment, roleOther
    // Terms: steps.
    case stepFile, stepRequest, stepSupply, stepReturn, stepRefile, stepTakeDown, stepRefuse,
        stepCounter, stepAppeal, stepUpholdTakedown, stepOverturnTakedown, stepUpholdRefusal,
        stepOverturnRefusal, stepReinstate, stepWithdraw, stepConfirmTakedown,
        stepConfirmRestoration, stepEscalate, stepHold, stepPause, stepRecord, stepAffirm,
        stepReverseRefusal
    // Terms: deadlines.
    case dueWarning, dueEscalation, dueDecision, dueEvidence, duePause, dueObjectionEscalation,
        dueObjection, dueWindow, dueHold, dueOrder, dueCustomsEscalation, dueCustoms
    // Terms: the queue.
    case bandEscalated, bandWarned, bandInTime, kindDecision, kindObjection, kindSample
    // What is checked at filing.
    case checkRightUnknown, checkNotYet, checkExpired, checkNotOwner, checkAuthorisation, checkKind,
        checkEvidence, checkGoodFaith, checkSuspended, checkListing, checkCountry, checkClass,
        checkMark, checkSeller, checkDuplicate, checkDecided
    // What mends it.
    case mendRightUnknown, mendNotYet, mendExpired, mendNotOwner, mendAuthorisation, mendKind,
        mendEvidence, mendGoodFaith, mendSuspended, mendListing, mendCountry, mendClass, mendMark,
        mendSeller, mendDuplicate, mendDecided
    // Reasons of decisions.
    case reasonCounterfeit, reasonMark, reasonDesign, reasonWork, reasonPatent, reasonTestBuy,
        reasonRepeats, reasonGenuine, reasonGrey, reasonAuthorised, reasonMarkNotUsed,
        reasonNotInfringed, reasonEvidence, reasonGone, reasonScoreAbove, reasonScoreBelow,
        reasonFounded, reasonUnfounded
    // Why a person decides.
    case reviewNotWitnessed, reviewNotScored, reviewUnclear, reviewNotInLane, reviewStorefront,
        reviewReinstated, reviewRightAwaited
    // What a seller says.
    case counterGenuine, counterAuthorised, counterOwnRight, counterMarkNotUsed, counterNotValid,
        counterOther
    // Why a clock stands still, and why a listing comes back.
    case pauseAuthority, pauseCourt, pauseOutage, pauseComplainant, backOwnReview, backSample,
        backCourt, backRightEnded, backOther
    // What came of it.
    case outcomeTakenDown, outcomeRestored, outcomeEscalated, outcomeSeized, outcomeCounterfeit,
        outcomeGenuine
    // Why something changed nothing.
    case refusalUnknown, refusalNotPlatform, refusalNotComplainant, refusalNobody, refusalListing,
        refusalStage, refusalAnother, refusalAutomatic, refusalSamePerson, refusalWindow,
        refusalTooMany, refusalNothing
    // Heads of tables and names of fields.
    case complaint, listing, headComplaint, headComplainant, headRight, headGround, headFiled,
        headListings, headListing, headNumber, headStage, headDue, headMarketplace, headRuling,
        headMore, headWhat, headWhen, headRemaining, headChannel, headFiles, headUrgency, headWhy,
        headHarm, headSeller, headReason, headText, onBehalfOf, onBehalfOfHint, mendedBy, mends,
        closedAt, declaredBy, explanation, explanationForBoth, goodFaith, declaration, partyAccount,
        partyScreening, countsForNothing, notArrived, notConfirmed, timeLeft, timeOver, unitDays,
        unitHours, unitMinutes, until, or, score, scoreTable, scoreNote, speaksFor, speaksAgainst,
        countsNothing, notTold, byNobody, byPerson, objection, objectionOpen, objectionUpheld,
        objectionRejected, textNotHere, decidedBefore, orderTakeDown, orderRestore,
        orderOutstanding, orderConfirmed, items, value, valueHint, currency, reference
    // The list.
    case listHeading, listLead, listNone, listGlance, listCaption, listWaitsForMe, filterLabel,
        filterAll, filterOpen, filterClosed, filterMine, filterStanding, filterFrom, filterTo,
        filterButton
    // The form.
    case newHeading, mendHeading, newLead, newNoChannel, newNoRight, groundHint, listingsHint,
        listingsFile, evidence, evidenceHint, file, fileRole, fileTitle, fileNotHere, checkButton,
        fileButton, fileNote, checkFine, checkFineNext, checkFound, checkLine, checkTooMany,
        checkNoListing, listedItems, listedItemsHint, itemsHeading, itemUnowned, itemUnanswered,
        mendLabel, needsHeading, needsCaption, needsMark, bulkHeading, bulkLead,
        bulkCaption, bulkResult, bulkRefused, bulkCut, guessHeading, guessLead, guessCaption,
        guessRow, guessList, guessAgain
    // One complaint.
    case deadlinesHeading, deadlinesCaption, allListings, listingsCaption, timelineHeading,
        timelineLead, refusedHeading, refusedLead, actionsHeading, actionSupply, actionAppeal,
        actionWithdraw, actionRequest, actionReinstate, actionHold, actionPause, actionOutcome,
        actionLink, linkMade, linkEnds, linkNote, answersWhat, placesHint, hours, hoursHint,
        noticesHeading, noticeToComplainant, noticeToSeller
    // Reasons to print.
    case reasonsHeading, reasonsWhat, reasonsSince, reasonsUntil, noEnd, reasonsSource,
        sourceNotice, sourceScreening, reasonsMaker, reasonsWeighed, reasonsLaw, reasonsTerritory,
        reasonsRedress, reasonsRedressText, reasonsAsTold
    // The law, and what was found.
    case lawTrademark, lawDesign, lawCopyright, lawPatent
    case foundFeatures, foundTestBuy, foundModel, foundMark, foundDesign, foundCopyright,
        foundPatent
    // The reviewer's desk.
    case reviewHeading, reviewThis, reviewLead, reviewNone, reviewNothingHere, reviewCaption,
        reviewDone, groupLabel, groupSeller, groupMarketplace, groupReason, groupAll, verdict,
        scope, objectionDown, objectionUp, decideButton, sampleNote, captureNone, price, images,
        offeredIn, capturedAt
    // The figures.
    case figuresHeading, figuresLead, figuresNone, figuresResults, figuresByGround,
        figuresByMarketplace, figuresByChannel, figuresCSV, figureCases, figureListings,
        figureInTime, figureTakenDown, figureMedian, figureP95, figureCounterUpheld,
        figureProactive, figureAutomatic, figureReturned, figureWithdrawn, figureCounter,
        figureConceded, figureAffirmed, figureAppeals, figureSeizures, figureSeizedItems,
        figureSeizedValue, figureTestBuys,
        refusalCauses, returnCauses
    // The seller's page.
    case sellerHeading, sellerLead, sellerEnded, sellerEndedText, sellerSaid, sellerSaidText,
        sellerNothing, sellerAnswer, sellerText, sellerTextHint, sellerItems, sellerItemsHint,
        sellerDeclaration, sellerPrivacy,
        sellerButton, sellerNoListing, sellerNoReason, sellerNoText, sellerNoGoodFaith
    // Notices as text.
    case noticeGreeting, noticeSellerGreeting, noticeSubject, noticeSellerSubject, noticeAnswerAt,
        toldFiled, toldEvidence, toldReturned, toldRefiled, toldTakenDown, toldRefused,
        toldContested, toldAppealed, toldTakedownUpheld, toldRefusalUpheld, toldReinstated,
        toldWithdrawn, nextMend, nextAppeal, nextSupply, nextCounter

    package func callAsFunction(_ language: DeskLanguage) -> String {
        language.catalogue.complaint(self)
    }
}
