/// Every piece of text on the desk's pages, by name. What it says in a language stands in that language's
/// file in `Languages`; the compiler refuses one that lacks a text.
package enum PageText: Hashable, CaseIterable, Sendable {
    // All pages.
    case siteName, tagline
    // The page where one begins.
    case startTitle, startLead, codeLabel, codeHint, checkButton, serialLabel, serialNeeded,
        noSerials, countryLabel, countryHint
    // What is on the product.
    case productHeading, brand, name, gtin, serial, lot, expiry, owner, brandPage
    // The verdict.
    case verdictTitle, genuine, genuineNote, caution, cautionNote, counterfeitSuspected,
        counterfeitSuspectedNote, unknown, unknownNote, confidence, confidenceLow,
        confidenceMedium, confidenceHigh, reasons
    // Where the answer comes from.
    case sourceHeading, answeredBy, nobody, answeredAt, asOf, entries, signed, again
    // What is wrong.
    case notFoundTitle, notInAlliance, notRegistered, malformedTitle, malformedLead, detail,
        problemTitle, backToConsole, typedBefore, typedNotKept
    // The console: where one is.
    case skipToContent, navLabel, navOverview, navSearch, navCheck, navRights, navLinked,
        navProduct,
        navMembers, navAccounts, navAudit, languageLabel, searchLabel, searchPlaceholder,
        searchButton
    // The console: the overview.
    case healthLabel, healthFine, healthHeading, noticeConflict, noticeKeepsBack,
        noticeContradicted, noticeStale, noticeRegister, noticeCertificate, noticeLag,
        figuresLabel, figureToday, figureWeek, figureEntries, figurePeers, daysHeading, asFigures,
        headDay, headStatements, headShare, membersHeading, membersCaption, headMember,
        nobodyReported, newestHeading, newestCaption, allReports
    // The console: heads of tables.
    case headIdentifier, headKind, headStatus, headReportedBy, headConfirmation, headConfidence,
        headSince, headLinked, headReportedOn, headStanding, headBasis, headEvidence, headReason,
        headWords, headTimes, headFirst, headLast, headMarks, headMarketplace, headValidUntil,
        headPerson, headLegalBasis, headNote, headAttribute, headFurther, headOne, headOther,
        headSaidBy,
        headLine, headYours, headMembers, headWhy, headRoles, headState, headHeld, headToCome,
        headLastHeard, headRegister, headCertificate, yes, no, objects, seenAgain, mayBeSeenBy
    // The console: the field's terms in people's words.
    case kindDomain, kindURL, kindSellerAccount, kindListing, kindEmail, kindPhone,
        kindPaymentAccount, kindSocialAccount, kindPostalAddress, kindCompany, kindIP,
        kindImageSHA256, kindImagePDQ, kindItemSerial, statusActive, statusDisputed,
        statusExpired, statusSuspended, statusWithdrawn, statusOutOfScope, statusUnreported,
        standingLive, standingRetracted, confirmed, awaiting, confirmedSince, basisTestBuy,
        basisInspection, basisJudgment, basisCustomerReport, basisAutomated, reasonFalsePositive,
        reasonAuthorisedSeller, reasonReassigned, reasonResolved, reasonSellerReply, reasonOther,
        forSeller, seenClear, seenGreen, seenAmber, seenAmberStrict, seenRed, bandLow, bandMedium,
        bandHigh
    // The console: values that came from elsewhere.
    case flagHidden, flagMixed, flagPasses, codePoints, encodedAs
    // The console: search.
    case searchLead, searchHint, searchHelp, searchFound, searchCaption, searchNothing,
        searchNothingYet, pageFirst, pageNext, pageTooLong, pagingLabel, facetsHeading, facetAny,
        helpLead,
        helpCaption, helpWrite, helpFinds, helpWords, helpScript, helpInside, helpExact,
        helpSpelling, helpPrefix, helpFacetsHeading, helpFacets, helpNotFound
    // The console: one reported identifier.
    case nothingSaid, summaryLabel, truncated, timelineHeading, legendReport, legendObjection,
        legendSeen, reportsHeading, reportsCaption, evidenceNote, evidenceFile, evidencePage,
        evidenceFileNote, evidenceNarrow, evidenceNarrowNote, evidenceOfCase, proof,
        objectionsHeading,
        objectionsCaption, sightingsCaption, sideHeading, sideCaption
    // The console: linked sellers.
    case linkedLead, linkedNone, linkedPicture, linksCaption, linksSummary, linkedTruncated,
        linkedTooConnected, linkedNothingYet, linkedNoMore, linkedInPicture, linkedInTable
    // The console: check my list.
    case listLead, listFile, listFileHint, listPaste, listButton, listNothing, listNotText,
        listTooManyColumns, listResult, listKnown, listMembers, listReadable, listUnreadable,
        listRows, listCut, listNotShared, listNoneKnown, listKnownHeading, listCaption,
        listMapHeading, listMapLead, listHeader, listColumn, listItself, listAgain,
        meaningIgnored, meaningAnything, listUnreadableHeading, listUnreadableCaption,
        listUnreadableMore, listFileAgain, listTooLongAgain, listTooLong,
        listReadUTF8, listReadUTF16, listReadGB18030, listReadWorkbook
    // The console: product check and members.
    case scanHint, ownHeading, peersHeading, peersCaption, thisMember, factAlliance, factRegister,
        factRegisterEnds, factCertificateEnds, factLogs, factStale, roleBrand, rolePlatform,
        roleInvestigator, roleWitness, stateConflict, stateKeepsBack, stateStale, stateNeverHeard,
        stateCatchingUp, stateUpToDate
    // Signing in.
    case signInTitle, signInNeeded, signInLead, signInByLink, signInAs, signInButton, signInNotYou,
        linkOverTitle, linkOver, tooManyTitle, tooManyAttempts, signInAt, notBegunTitle, notBegun,
        notOnListTitle, notOnList, providerFailedTitle, providerFailed, signedInTitle, goOn,
        accountTitle, accountName, accountID, accountRoles, signOutButton, signedOutTitle,
        signedOut, notSignedIn, purposeTitle, purposeLead, purposeGround, purposeReference,
        purposeWrong, purposeChange, purposeInvestigation, purposeComplaint, purposeAuthority,
        purposeMonitoring, purposeAdministration, personInvestigator, personAnalyst, personApprover,
        personAdministrator, personReadOnlyMachine
    // The console: who looked at what, and what leaves as a file.
    case exportLink, auditLeadAll, auditLeadOwn, auditSize, auditCosigned, auditNotCosigned,
        auditHeldHeading, auditNumber, auditWhen, auditAbout, auditRows, auditRelease,
        auditNotYours, auditDid, auditCaption, auditResults, auditErased, auditNone, didSearch,
        didView, didCheckList, didCheckProduct, didDownloadProof, didExport, didUse,
        didReadCollection, didReadFeed, didReadScans, didSignIn, didSignOut, didRefuseSignIn,
        didStatePurpose, didHoldExport, didReleaseExport, didDraftReport, didSubmitReport,
        didReturnReport, didDiscardDraft,
        didPublishReport, didWithdrawReport, didEntrustReport, didKeepCase, didExportCase,
        didAdminister,
        didReadAudit, didBegin
    // The console: reports in preparation.
    case navDrafts, draftsLead, draftsWaiting, draftsWriting, draftsPublished, draftsNone,
        reportHeading, reportLead, reportThis, draftHeading, draftUntitled, draftTitle,
        draftStage, draftRows, draftChannel, draftAuthor, draftChanged, draftConfidence,
        draftValue, draftBegin, draftSave, draftSaysOfAll, draftDifferingRows, draftDifferingLead,
        draftDiffering, draftDifferingKeep, draftDifferingOverwrite, draftAudience, draftNobody,
        draftWarned, draftSteps, draftPublish, draftSubmit, draftDiscard, draftReturn,
        draftRemark, draftReturned, draftWithdraw, draftMayWithdraw, draftSecondLook,
        draftForGood, draftUnderWay, draftPublishedBy, draftWithdrawnBy, draftCaption,
        draftKnown, draftUnknown, draftLook, draftLeaveOut, draftLeaveOutMarked, draftGone,
        draftAllPages, draftCommitment,
        attributesHeading, attributesChange, attributesNone, attributesValue, attributesAdd,
        attributesRemove, attributesRemoveMarked, attributesOnly,
        stageWriting, stageSubmitted, stageApproved, stagePublished, stageWithdrawing,
        stageWithdrawn, warnOwn, warnMember, warnReads, warnTwice, warnElsewhere, warnReported,
        warnObjected, warnEntrusted, listReportHeading, listReportLead, listReportWhich,
        listReportNew,
        listReportAll, listReport, listNothingToReport
    // The console: reports that one member publishes for another.
    case entrustedHeading, entrustedLead, entrustedOurs, entrustedTheirs, entrustedNone,
        entrustedPartner, entrustedMessage, entrustMessage, entrustedReason, entrustedWants,
        entrustedDraft,
        entrustedOpenDraft, entrustedTake, entrustedTakeHint, entrustedRefuse, entrustedAskBack,
        entrustedOpening, entrustedOpeningHint, entrustedCaption, entrustedAsPublished,
        entrustedSame, entrustedChanged, entrustedNotYet, entrustedOther, entrustHeading,
        entrustHint, entrustPublisher, entrustButton, stageSent, stageDrafted, stageRefused,
        stageUndelivered
    // The console: cases.
    case navCases, casesLead, casesNone, caseTitle, caseBegin, caseBegun, caseOwner, caseOpen,
        caseClosed,
        caseEvidence, caseEvidenceNote, caseEvidenceMost, caseReferral, caseReferralJSON,
        caseTasks, caseTask, caseTaskOf, caseDue, caseDone,
        caseFinish, caseIdentifiers, caseNotes, caseFiles, caseFile, caseFileName, caseFileHint,
        casePeople, casePerson, caseRole, caseContact, caseLinks, caseLink, caseReference,
        caseComplaint, caseQuestion, caseReport, caseEvent, caseTimeline, caseEmpty, caseAdding,
        caseAdd, caseRemove, caseItself, caseTeam, caseClose, caseReopen, caseDelete, caseSure,
        referralLead, referralReported, contactHeading, contactAsk, contactHint, contactLabel,
        contactOptIn, contactOptOut, contactGiven, contactCompared, contactAsked, contactTold
    // The console: complaints; `ComplaintText` has the rest.
    case navComplaints, navReview, navMeasures, navMarketplaces
    // The console: notices.
    case navNotices, noticesLead, noticesNone, noticeNew, noticeWhat, noticeBecause, noticeRead,
        noticeReadAll, noticeOlder, noticeGone, saysReport, saysObjection, saysSeen, saysLink,
        saysWithdrawal, saysRight, saysProduct, saysComplaint, saysDecision, saysCounterNotice,
        saysEnds,
        saysAsks, saysBrings, saysReinstatement, saysAppeal, saysMeasure, saysOther,
        noticeComplaint, topicComplaintsHint, clockCertificate, clockRegister,
        clockPeer, clockDraft, clockTask, clockComplaint, webhookFailed, followHeading, followLead,
        followNone,
        followAdding, followAdd, followThis, followedAlready, followRemove, followWhere, followMail,
        followWebhook,
        topicLinked, topicImage, topicImageHash, topicImageHint, topicMark, topicOwnMarks,
        topicOwnMarksHint, noticeOwnMark, topicClock,
        topicHours, topicHoursUnit, webhooksHeading,
        webhooksLead, webhookAddress, webhookQuiet, webhookAdd, webhookRemove, webhookOn,
        webhookSecret, webhookFailing, webhookIsOff, deliveryHeading, mailTo, mailNoAddress,
        mailNotSent, paceLabel, paceOff, paceNow, paceHourly, paceDaily, quietFrom, quietTo,
        zoneLabel, mailSubject, mailLead, mailKeptBack, mailMore
    // The console: inquiries and outreach.
    case navInquiries, clockInquiry, clockContact, clockRight
    // The page for rights holders.
    case aboutLink, aboutTitle, aboutDescription, aboutLead, aboutWhatHeading, aboutShare,
        aboutProve, aboutCheck, aboutPrivate, aboutJoinHeading, aboutJoinAsk, aboutJoinKeys,
        aboutJoinRights, aboutJoinFirst, aboutProduct

    package func callAsFunction(_ language: DeskLanguage) -> String {
        language.catalogue.text(self)
    }
}
