<#ftl output_format="plainText">
${msg("dicomAccessGreeting")}

${msg("dicomAccessCodeIntro")}

${code}

${msg("dicomAccessCodeValid", minutes)}

${msg("dicomAccessCodeCare")}
